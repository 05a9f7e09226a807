/* Verdicts on /verify/, for whatever stands on a sign, a certificate or a page, and for names.
   Nothing typed leaves the browser. */
(function () {
  "use strict";

  var find = window.Fangxin.find, fresh = window.Fangxin.fresh, book = window.Fangxin.book;
  var verdict = window.Fangxin.verdict;
  var form = document.getElementById("verify"), input = form.querySelector("input");
  var shown = document.getElementById("verdict");
  var place = { base: form.getAttribute("data-root"), host: form.getAttribute("data-host"),
    hotline: form.getAttribute("data-hotline"), next: "", day: "" };
  var loading = null;

  function load() {
    if (!loading) {
      loading = fresh.whole(place.base).then(function (all) {
        var finder = find.finder(all[0], all[1]);
        place.next = all[2];
        place.day = all[3];
        return { finder: finder, book: book.open(finder.all(), all[1], form.getAttribute("data-site")) };
      });
      loading.catch(function () { loading = null; });  // so that the next try fetches again
    }
    return loading;
  }

  function judge(text) {
    return load().then(function (loaded) {
      var result = book.judge(text, loaded.book), made = null;
      shown.textContent = "";
      if (result.verdict === "empty") { return; }
      // A name may hold digits: 7号便利店.
      var name = result.verdict === "no-code" ||
        (/^(?:typing-error|unknown)$/.test(result.verdict) && /[\u3400-\u9fff]/.test(text));
      if (name) {
        made = verdict.named(loaded.finder.lists(text), loaded.finder.exact(text), place);
      }
      shown.appendChild(made || verdict.show(result, place));
    }).catch(function () {
      shown.textContent = "";
      shown.appendChild(verdict.show({ verdict: "unread" }, place));
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
