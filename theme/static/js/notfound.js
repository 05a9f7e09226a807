/* On the page for unknown addresses: if the address names a code, in whatever spelling, what the
   registry knows of it. An address that names none is no code and is not called one. */
(function () {
  "use strict";

  var find = window.Fangxin.find, fresh = window.Fangxin.fresh, book = window.Fangxin.book;
  var verdict = window.Fangxin.verdict;
  var box = document.getElementById("notfound");
  var place = { base: box.getAttribute("data-root"), host: box.getAttribute("data-host"),
    hotline: box.getAttribute("data-hotline"), next: "" };
  var site = box.getAttribute("data-site");
  var path = location.pathname.slice(place.base.length) + location.search + location.hash;

  /** The address that was asked for. One that came from a former address of the site may have kept
      that one's path before its own. */
  function asked(homes) {
    var came = homes.map(function (home) { return [home, new URL(home).pathname.replace(/\/+$/, "")]; })
      .filter(function (pair) { return pair[1] && (path + "/").indexOf(pair[1] + "/") === 0; })[0];
    return came ? came[0] + path.slice(came[1].length) : site + path;
  }

  /** The heading: what is missing, or that nothing is. */
  function head(chinese, english) {
    var heading = document.querySelector("main h1"), small = heading.querySelector("span");
    heading.firstChild.nodeValue = chinese + " ";
    small.textContent = english;
    document.title = chinese;
  }

  fresh.whole(place.base).then(function (all) {
    place.next = all[2];
    place.day = all[3];
    var finder = find.finder(all[0], all[1]);
    var result = book.judge(asked(all[1].homes || []), book.open(finder.all(), all[1], site));
    if (result.verdict === "own-page" && result.moved) {
      head("本站换过网址", "This site has moved");
      document.getElementById("from-a-sign").hidden = true;
    } else if (result.verdict === "own-page") {
      if (path.indexOf("/m/") !== 0) { document.getElementById("from-a-sign").hidden = true; }
      return;
    } else if (result.hits.length) {
      head("登记簿中有您打开的编号", "The registry knows this code");
      document.getElementById("from-a-sign").hidden = true;
    } else {
      head("这个编号不在登记簿中", "This code is not in the registry");
    }
    box.appendChild(verdict.show(result, place));
  }).catch(function () { /* the page itself says what to do */ });
})();
