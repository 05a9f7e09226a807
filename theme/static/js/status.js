/* Takes trust away from a stale status page; never adds any.

   The page says what was true when it was published. This script replaces its status by
   "暂不能确认" when the page is past its own last day, when the site is past the day of its next
   publication, or when the merchant's own status.json says something else. Without network it
   judges by the day alone. Plain ES5, for the old browsers inside messengers. */
(function () {
  "use strict";
  var box = document.getElementById("status");
  if (!box) { return; }
  var page = box.dataset;
  var shown = page.status;
  var done = false;

  /* Today in UTC+08:00, where the registry's days are counted. */
  function today() {
    return new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);
  }

  function add(parent, name, text, className) {
    var element = document.createElement(name);
    if (text) { element.textContent = text; }
    if (className) { element.className = className; }
    parent.appendChild(element);
    return element;
  }

  function icon(parent) {
    var space = "http://www.w3.org/2000/svg";
    var svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 48 48");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    [["d", "M24 3l21 21-21 21L3 24z"], ["d", "M18.5 19a5.5 5.5 0 1 1 7.5 5.1c-1.3.5-2 1.5-2 3v.9M24 33.9v.1"]]
      .forEach(function (pair) {
        var path = document.createElementNS(space, "path");
        path.setAttribute(pair[0], pair[1]);
        path.setAttribute("fill", "none");
        path.setAttribute("stroke", "currentColor");
        path.setAttribute("stroke-width", "4");
        path.setAttribute("stroke-linecap", "round");
        svg.appendChild(path);
      });
    parent.appendChild(svg);
  }

  function downgrade(why, whyEnglish) {
    if (done) { return; }
    done = true;
    var was = box.querySelector(".status-word").textContent;
    while (box.firstChild) { box.removeChild(box.firstChild); }
    box.className = "status is-unconfirmed";
    box.setAttribute("data-status", "unconfirmed");
    icon(box);
    var text = add(box, "div", "", "status-text");
    var title = add(text, "h1");
    add(title, "span", "暂不能确认，", "status-word");
    add(title, "span", "请拨打", "status-note");
    var call = add(title, "a", page.hotline, "status-call");
    call.href = "tel:" + page.hotline;
    add(title, "span", page.name, "status-name");
    add(text, "p", "Cannot be confirmed now. Please call " + page.hotline + ".", "status-en").lang = "en";
    add(text, "p", why, "status-why");
    add(text, "p", whyEnglish, "status-en").lang = "en";
    if (shown !== "certified") { add(text, "p", "本页原来显示：" + was, "status-why"); }
    document.title = "暂不能确认 · " + page.name;
    document.documentElement.setAttribute("data-unconfirmed", "");
  }

  function checkDays() {
    if (page.until && today() > page.until) {
      downgrade("本页写明的日期已过，请刷新后再看。", "This page is past its own last day. Reload it.");
    }
  }

  function read(address, judge) {
    if (!window.fetch) { return; }
    fetch(address, { cache: "no-store", credentials: "omit" })
      .then(function (answer) { return answer.ok ? answer.json() : null; })
      .then(function (data) { if (data) { judge(data); } })
      .catch(function () { /* offline or a foreign answer: the day alone decides */ });
  }

  function check() {
    if (done) { return; }
    checkDays();
    if (done) { return; }
    read(page.root + "/asof.json", function (site) {
      if (/^\d{4}-\d\d-\d\d$/.test(site.next_update) && today() > site.next_update) {
        downgrade("本站没有按时更新，不能保证仍是最新状态。", "The site has not been updated in time.");
      }
    });
    read("status.json", function (now) {
      if (now.id === page.id && typeof now.status === "string" && now.status !== shown) {
        downgrade("最新登记与本页不同，请刷新后再看。", "The registry says something else now. Reload this page.");
      }
    });
  }

  check();
  window.addEventListener("pageshow", function (event) { if (event.persisted) { check(); } });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { check(); } });
}());
