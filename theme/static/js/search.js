/* Search on /registry/. Without it the page is a list to browse; with it the same page answers
   while you type. Everything shown comes from search/merchants.json of this publication, and where
   that does not answer or a code is asked for, from search/codes.json. */
(function () {
  "use strict";

  var find = window.Fangxin.find, fresh = window.Fangxin.fresh, book = window.Fangxin.book;
  var verdict = window.Fangxin.verdict;
  var box = document.getElementById("search");
  var base = box.getAttribute("data-root");
  var form = box.querySelector("form"), input = form.querySelector("input");
  var said = document.getElementById("search-said");
  var list = document.getElementById("search-rows");
  var more = document.getElementById("search-more");
  var card = document.getElementById("search-card");
  var place = { base: base, host: box.getAttribute("data-host"),
    hotline: box.getAttribute("data-hotline"), next: "" };
  var browse = document.getElementById("browse");
  var STEP = 30, SIMILAR = 8;
  // What a shopper learns from rows alone, or from what is said above them.
  var ROWS = ["empty", "no-code", "recognised", "not-recognised", "several"];
  var loading = null, whole = null, shown = [], waiting = 0;

  function load() {
    if (!loading) {
      loading = fresh.registry(base).then(function (both) {
        return { finder: find.finder(both[0]), next: both[1] };
      });
      loading.catch(function () { loading = null; });  // so that the next try fetches again
    }
    return loading;
  }

  /** The same with every code, seldom needed and larger. */
  function loadWhole() {
    if (!whole) {
      whole = fresh.whole(base).then(function (all) {
        var finder = find.finder(all[0], all[1]);
        place.next = all[2];
        place.day = all[3];
        return { finder: finder, next: all[2],
          book: book.open(finder.all(), all[1], box.getAttribute("data-site")) };
      });
      whole.catch(function () { whole = null; });
    }
    return whole;
  }

  function loadMiniSearch() {
    if (window.MiniSearch) { return Promise.resolve(window.MiniSearch); }
    return new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = base + "/theme/vendor/minisearch.js";
      script.onload = function () { resolve(window.MiniSearch); };
      script.onerror = reject;
      document.head.appendChild(script);
    });
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) { made.className = className; }
    if (text) { made.textContent = text; }
    return made;
  }

  function row(merchant, next) {
    var item = element("li", "row");
    var link = element("a", "row-name", merchant.name);
    link.href = base + "/m/" + merchant.id + "/";
    item.appendChild(link);
    var sure = merchant.status !== "certified" ||
      fresh.holds(merchant.until, next, fresh.day(Date.now()));
    item.appendChild(sure ? fresh.pill(document, merchant.status, merchant.label)
                          : fresh.pill(document, "unconfirmed", fresh.WORDS + "，请打开核对"));
    var where = [merchant.category, merchant.town, "编号 " + merchant.id].filter(Boolean);
    var meta = element("p", "row-meta", where.join(" · "));
    if (merchant.former.length) {
      meta.appendChild(element("br"));
      meta.appendChild(document.createTextNode("曾用名：" + merchant.former.join("、")));
    }
    item.appendChild(meta);
    if (merchant.status === "certified" && sure && merchant.until) {
      item.appendChild(element("p", "row-when", "有效至 " + chineseDay(merchant.until)));
    }
    return item;
  }

  function chineseDay(iso) {
    var parts = iso.split("-").map(Number);
    return parts[0] + "年" + parts[1] + "月" + parts[2] + "日";
  }

  function show(merchants, next, upTo) {
    shown = merchants;
    list.textContent = "";
    merchants.slice(0, upTo).forEach(function (merchant) {
      list.appendChild(row(merchant, next));
    });
    list.hidden = !merchants.length;
    more.hidden = merchants.length <= upTo;
    more.querySelector("button").onclick = function () { show(shown, next, upTo + STEP); };
  }

  function clear() {
    said.textContent = card.textContent = "";
    list.hidden = more.hidden = true;
    browse.hidden = false;
  }

  function current(query) { return query === input.value.trim(); }  // or a newer one is on its way

  function answer(query) {
    load().then(function (loaded) {
      if (!current(query)) { return null; }
      var found = loaded.finder.exact(query), lists = loaded.finder.lists(query);
      var settled = (found.length || lists.length) && !/[\d:\/.]/.test(query);
      if (settled) { return tell(query, loaded, { lists: lists, found: found, result: null }); }
      return loadWhole().then(function (all) {
        var result = book.judge(query, all.book);
        var more = all.finder.exact(query);
        var both = result.merchants.filter(function (merchant) {
          return more.every(function (other) { return other.id !== merchant.id; });
        }).concat(more);
        return current(query) && tell(query, all, { lists: lists, found: both, result: result });
      });
    }).catch(function () {
      browse.hidden = false;
      card.textContent = "";
      said.textContent = "暂时读不到登记簿，请稍后再试，或从下面按类别、乡镇、拼音找。";
    });
  }

  /** Show what was found: a card where rows alone would not be the whole truth, lists that the
      query names, and merchants. */
  function tell(query, loaded, all) {
    var result = all.result, carded = result && ROWS.indexOf(result.verdict) < 0 &&
      !(all.found.length && /^(?:typing-error|unknown)$/.test(result.verdict));
    // Beside a foreign address or a known fake stands no row, and so nothing green.
    if (carded && /^(?:foreign|fake)$/.test(result.verdict)) { all.found = all.lists = []; }
    card.textContent = "";
    if (carded) { card.appendChild(verdict.show(result, place)); }
    all.lists.forEach(function (list) { card.appendChild(verdict.listLink(list, place)); });
    browse.hidden = true;
    if (all.found.length || carded) {
      said.textContent = all.found.length ? "找到 " + all.found.length + " 家。只有绿色表示认定有效。" : "";
      show(carded && result.merchants.length ? [] : all.found, loaded.next, STEP);
      return null;
    }
    said.textContent = all.lists.length ? "" : "登记簿中没有“" + query + "”。";
    show([], loaded.next, STEP);
    return all.lists.length ? null : suggest(query, loaded);
  }

  function suggest(query, loaded) {
    return loadMiniSearch().then(function (MiniSearch) {
      if (!current(query)) { return []; }
      said.textContent = "登记簿中没有“" + query + "”，正在找相近的名称…";
      return loaded.finder.similar(query, MiniSearch, SIMILAR);
    }).then(function (near) {
      if (!current(query)) { return; }
      said.textContent = near.length
        ? "登记簿中没有“" + query + "”。名称相近的有："
        : "登记簿中没有“" + query + "”，也没有名称相近的。可以换两个字再试，或拨打 " +
          box.getAttribute("data-hotline") + " 询问。";
      show(near, loaded.next, SIMILAR);
      browse.hidden = near.length > 0;
    });
  }

  function search() {
    var query = input.value.trim();
    var address = query ? "?q=" + encodeURIComponent(query) : location.pathname;
    history.replaceState(null, "", address);
    if (!find.words(query).length) { clear(); return; }
    if (!loading) { said.textContent = "正在读取登记簿…"; }
    answer(query);
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
  input.addEventListener("focus", function () { load().catch(function () {}); });
  input.addEventListener("input", function (event) {
    clearTimeout(waiting);
    if (!event.isComposing) { waiting = setTimeout(search, 150); }
  });
  input.addEventListener("compositionend", search);

  var asked = new URLSearchParams(location.search).get("q");
  if (asked) { input.value = asked.slice(0, 120); search(); }
})();
