/* Verdicts on /verify/: recognised, not recognised now, typing error, not in the registry, or not
   our address. Nothing typed leaves the browser. */
(function () {
  "use strict";

  var codes = window.Fangxin.codes, find = window.Fangxin.find, fresh = window.Fangxin.fresh;
  var form = document.getElementById("verify"), input = form.querySelector("input");
  var verdict = document.getElementById("verdict");
  var base = form.getAttribute("data-root"), host = form.getAttribute("data-host");
  var hotline = form.getAttribute("data-hotline");
  var loading = null;

  function load() {
    if (!loading) {
      loading = fresh.registry(base).then(function (both) {
        var known = new Map(), certificates = new Map();
        find.finder(both[0]).all().forEach(function (merchant) {
          known.set(merchant.id, merchant);
          if (merchant.certificate) { certificates.set(codes.tidy(merchant.certificate), merchant); }
        });
        return { known: known, certificates: certificates, next: both[1], day: both[2] };
      });
      loading.catch(function () { loading = null; });
    }
    return loading;
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) { made.className = className; }
    if (text) { made.textContent = text; }
    return made;
  }

  function link(merchant, text) {
    var made = element("a", "button", text);
    made.href = base + "/m/" + merchant.id + "/";
    return made;
  }

  function card(kind, heading, lines) {
    var made = element("section", "verdict is-verdict-" + kind);
    made.appendChild(element("h2", "", heading));
    lines.forEach(function (line) { made.appendChild(element("p", "", line)); });
    return made;
  }

  function facts(merchant, sure) {
    var made = element("div", "verdict-merchant");
    made.appendChild(element("p", "verdict-name", merchant.name));
    made.appendChild(sure ? fresh.pill(document, merchant.status, merchant.label)
                          : fresh.pill(document, "unconfirmed", fresh.WORDS));
    var where = [merchant.category, merchant.town, "编号 " + merchant.id].filter(Boolean);
    made.appendChild(element("p", "quiet", where.join(" · ")));
    return made;
  }

  // What was looked at is the publication, not the day: it says of which day it is.
  function asOf(day) { return day ? "按 " + day + " 公开的登记簿" : "按最近一次公开的登记簿"; }

  function known(result, next, day) {
    var merchant = result.merchant;
    var sure = merchant.status !== "certified" ||
      fresh.holds(merchant.until, next, fresh.day(Date.now()));
    var made;
    if (!sure) {
      made = card("unsure", "暂不能确认", ["登记簿里有这一家，但这份数据已经过期。请打开状态页，或拨打 " + hotline + "。"]);
    } else if (merchant.status === "certified") {
      made = card("yes", "认定有效", ["登记簿中有这个编号，" + asOf(day) + "，认定有效。请核对店名和地址，是不是您眼前这一家。",
        "In the registry and recognised" + (day ? " as of " + day : "") + ". Compare name and address."]);
    } else {
      // Expired, withdrawn and closed are no disgrace, and must not look like one.
      var grave = merchant.status === "revoked" || merchant.status === "suspended";
      made = card(grave ? "no" : "plain", "目前没有有效的认定", ["登记簿中有这个编号，但" + asOf(day) + "，它不是认定有效的放心消费单位。",
        "In the registry, but not recognised" + (day ? " as of " + day : "") + "."]);
    }
    made.appendChild(facts(merchant, sure));
    made.appendChild(link(merchant, "看实时状态和原因"));
    return made;
  }

  function suggestions(made, near) {
    if (!near.length) { return; }
    made.appendChild(element("p", "", "您要找的是不是："));
    var list = element("ul", "near");
    near.forEach(function (merchant) {
      var item = element("li"), anchor = element("a", "", merchant.id + " " + merchant.name);
      anchor.href = base + "/m/" + merchant.id + "/";
      item.appendChild(anchor);
      list.appendChild(item);
    });
    made.appendChild(list);
  }

  function fake(text, result) {
    var rows = Array.from(document.querySelectorAll("[data-fake]"));
    return rows.filter(function (row) {
      var value = row.getAttribute("data-fake");
      if (row.getAttribute("data-kind") === "domain") {
        var domain = value.toLowerCase(), seen = (result.host || "").toLowerCase();
        return seen === domain || seen.slice(-domain.length - 1) === "." + domain;
      }
      return codes.tidy(value) === codes.tidy(text);
    })[0];
  }

  function unknown(result) {
    if (result.verdict === "foreign") {
      return card("no", "这不是本站的网址", [
        "您输入的网址属于 " + result.host + "，本登记簿只在 " + host + "。别的网站上显示的“认定有效”一概不作数。",
        "This address is not ours. Only " + host + " counts."]);
    }
    if (result.verdict === "typing-error") {
      return card("unsure", "编号可能抄错了", [
        "最后一位是校验位，与前面的字符对不上。常见的是 0 和 O、1 和 I、2 和 Z、5 和 S、8 和 B 看错。",
        "The check character does not match: probably a typing error."]);
    }
    if (result.verdict === "no-code") {
      return card("unsure", "这不像编号", [
        "编号由 4 到 16 位大写字母和数字组成。想按店名找，请用“查放心店”。",
        "This does not look like a code."]);
    }
    return card("no", "登记簿中没有这个编号", [
      "如果它来自店里的标牌，这块标牌不能证明任何认定，请拨打 " + hotline + " 告诉我们店名和地址。",
      "This code is not in the registry."]);
  }

  function judge(text) {
    return load().then(function (loaded) {
      var home = form.getAttribute("data-site");
      var result = codes.judge(text, home, loaded.known, loaded.certificates);
      var listed = fake(text, result);
      verdict.textContent = "";
      if (result.verdict === "empty") { return; }
      if (listed) {
        var note = listed.querySelector(".fake-note").textContent;
        verdict.appendChild(card("no", "这是已知的假冒", [note, "A known fake."]));
        return;
      }
      if (result.verdict === "recognised" || result.verdict === "not-recognised") {
        verdict.appendChild(known(result, loaded.next, loaded.day));
        return;
      }
      var made = unknown(result);
      suggestions(made, result.near);
      if (result.merchant) {
        made.appendChild(element("p", "", "登记簿中编号 " + result.code + " 的实际情况："));
        made.appendChild(link(result.merchant, "看本站的状态页"));
      }
      verdict.appendChild(made);
    }).catch(function () {
      verdict.textContent = "";
      verdict.appendChild(card("unsure", "暂时读不到登记簿", ["请稍后再试，或拨打 " + hotline + "。"]));
    });
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    judge(input.value);
  });
  input.addEventListener("focus", function () { load().catch(function () {}); });

  var asked = new URLSearchParams(location.search).get("q");
  if (asked) { input.value = asked.slice(0, 200); judge(input.value); }
})();
