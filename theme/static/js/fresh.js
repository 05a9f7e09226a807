/* How far a published page may be believed today. Script may only take trust away: a recognised
   row whose term has passed, or a publication past its next update, says 暂不能确认. */
(function (root) {
  "use strict";

  var WORDS = "暂不能确认";

  /** The day in UTC+08:00 as YYYY-MM-DD; `now` in milliseconds. */
  function day(now) {
    return new Date(now + 8 * 3600 * 1000).toISOString().slice(0, 10);
  }

  /** Whether a status "certified until" may still be shown; days as YYYY-MM-DD, "" unknown. */
  function holds(until, nextUpdate, today) {
    return !(until && today > until) && !(nextUpdate && today > nextUpdate);
  }

  /** What /asof.json says of this publication; nothing when it cannot be read. */
  function publication(base) {
    return fetch(base + "/asof.json", { cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.json() : {}; })
      .catch(function () { return {}; });
  }

  /** The next update of this publication, "" when it cannot be read: then only terms count. */
  function nextUpdate(base) {
    return publication(base).then(function (asof) { return String(asof.next_update || ""); });
  }

  /** A pill with the shape and words of a status. */
  function pill(document, status, label) {
    var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    var use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    var span = document.createElement("span");
    svg.setAttribute("class", "icon");
    svg.setAttribute("viewBox", "0 0 48 48");
    svg.setAttribute("aria-hidden", "true");
    use.setAttribute("href", "#i-" + status);
    svg.appendChild(use);
    span.className = "pill is-" + status;
    span.appendChild(svg);
    span.appendChild(document.createTextNode(label));
    return span;
  }

  function downgrade(document, next, today) {
    document.querySelectorAll(".row[data-until]").forEach(function (row) {
      var shown = row.querySelector(".pill");
      if (shown && !holds(row.getAttribute("data-until"), next, today)) {
        row.replaceChild(pill(document, "unconfirmed", WORDS + "，请打开核对"), shown);
        row.removeAttribute("data-until");
      }
    });
  }

  function put(parent, selector, text) {
    var found = parent && parent.querySelector(selector);
    if (found) { found.textContent = text; }
  }

  /** Takes back how many are recognised, on the home page and in lists. */
  function stale(document) {
    var tile = document.querySelector(".counts .count.is-first");
    document.querySelectorAll(".tally .is-certified").forEach(function (shown) {
      shown.parentNode.replaceChild(pill(document, "unconfirmed", WORDS), shown);
    });
    document.querySelectorAll(".tiles small").forEach(function (count) { count.hidden = true; });
    if (!tile) { return; }
    var shape = tile.querySelector(".count-shape");
    tile.classList.add("is-stale");
    shape.className = "count-shape is-unconfirmed";
    shape.querySelector("use").setAttribute("href", "#i-unconfirmed");
    put(tile, ".count-words b", WORDS);
    put(tile, ".count-words small", "原为认定有效");
    put(tile, ".count-number", "？");
    put(document, ".counts-said", "本站没有按时更新，下面的数字不能当作现况；请拨打 " +
      document.querySelector(".counts").getAttribute("data-hotline") + " 核对。");
    document.querySelectorAll(".progresses, .progresses + p").forEach(function (part) {
      part.hidden = true;
    });
  }

  function json(address, cache) {
    return fetch(address, { cache: cache }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    });
  }

  /** Promise of [all merchants of this publication, the day of the next one, its own day]. */
  function registry(base) {
    return Promise.all([json(base + "/search/merchants.json", "default"), publication(base)])
      .then(function (both) { return [both[0]].concat(days(both[1])); });
  }

  function days(asof) { return [String(asof.next_update || ""), String(asof.as_of || "")]; }

  /** Promise of [merchants, the other codes, the day of the next publication, its own day]: all of
      one publication, even where a cache holds files of two. */
  function whole(base) {
    function both(cache) {
      return Promise.all(["merchants", "codes"].map(function (name) {
        return json(base + "/search/" + name + ".json", cache);
      }));
    }
    return Promise.all([both("default"), publication(base)]).then(function (all) {
      var old = all[0][0].edition !== all[0][1].edition;
      return (old ? both("reload") : Promise.resolve(all[0])).then(function (files) {
        return files.concat(days(all[1]));
      });
    });
  }

  var fresh = { WORDS: WORDS, day: day, holds: holds, nextUpdate: nextUpdate, pill: pill,
    registry: registry, whole: whole };
  if (typeof module !== "undefined" && module.exports) { module.exports = fresh; return; }
  (root.Fangxin = root.Fangxin || {}).fresh = fresh;
  var list = document.querySelector(".rows[data-root], .counts[data-root], #search[data-root]");
  if (!list) { return; }
  downgrade(document, "", day(Date.now()));
  nextUpdate(list.getAttribute("data-root")).then(function (next) {
    downgrade(document, next, day(Date.now()));
    if (!holds("", next, day(Date.now()))) { stale(document); }
  });
})(typeof self !== "undefined" ? self : this);
