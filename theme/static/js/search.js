/* Search on /registry/. Without it the page is a list to browse; with it the same page answers
   while you type. Everything shown comes from search/merchants.json of this publication. */
(function () {
  "use strict";

  var find = window.Fangxin.find, fresh = window.Fangxin.fresh;
  var box = document.getElementById("search");
  var base = box.getAttribute("data-root");
  var form = box.querySelector("form"), input = form.querySelector("input");
  var said = document.getElementById("search-said");
  var list = document.getElementById("search-rows");
  var more = document.getElementById("search-more");
  var browse = document.getElementById("browse");
  var STEP = 30, SIMILAR = 8;
  var loading = null, shown = [], waiting = 0;

  function load() {
    if (!loading) {
      loading = fresh.registry(base).then(function (both) {
        return { finder: find.finder(both[0]), next: both[1] };
      });
      loading.catch(function () { loading = null; });  // so that the next try fetches again
    }
    return loading;
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
    said.textContent = "";
    list.hidden = more.hidden = true;
    browse.hidden = false;
  }

  function answer(query) {
    load().then(function (loaded) {
      if (query !== input.value.trim()) { return null; }  // a newer query is on its way
      var found = loaded.finder.exact(query);
      browse.hidden = true;
      if (found.length) {
        said.textContent = "找到 " + found.length + " 家。只有绿色表示认定有效。";
        show(found, loaded.next, STEP);
        return null;
      }
      said.textContent = "登记簿中没有“" + query + "”。";
      show([], loaded.next, STEP);
      return suggest(query, loaded);
    }).catch(function () {
      browse.hidden = false;
      said.textContent = "暂时读不到登记簿，请稍后再试，或从下面按类别、乡镇、拼音找。";
    });
  }

  function suggest(query, loaded) {
    return loadMiniSearch().then(function (MiniSearch) {
      if (query !== input.value.trim()) { return []; }
      said.textContent = "登记簿中没有“" + query + "”，正在找相近的名称…";
      return loaded.finder.similar(query, MiniSearch, SIMILAR);
    }).then(function (near) {
      if (query !== input.value.trim()) { return; }
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
