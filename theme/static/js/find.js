/* Finding merchants in search/merchants.json. Pure: no page, no clock, no network, so that the
   tests can run it in node. In the browser it is window.Fangxin.find. */
(function (root) {
  "use strict";

  // Positions in a row; see generator/search.py.
  var ID = 0, NAME = 1, STATUS = 2, CATEGORY = 3, TOWN = 4, UNTIL = 5;
  var CERTIFICATE = 6, USCC = 7, PINYIN = 8, INITIALS = 9, FORMER = 10, ENGLISH = 11;

  /** Text as it is compared: one width, lower case, letters, digits and characters only. */
  function plain(text) {
    return String(text || "").normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  }

  /** The words of a query; the address of a status page counts as its ID. */
  function words(query) {
    var address = /\/m\/([a-z0-9]{4,16})(?:[\/?#\s]|$)/i.exec(query || "");
    if (address) { return [plain(address[1])]; }
    return String(query || "").normalize("NFKC").split(/\s+/).map(plain).filter(Boolean);
  }

  /** What names are likened by: pairs of neighbours, and single characters where one says
      something: 仙华山 → 仙 华 山 仙华 华山, but huo → hu uo. Each only once. */
  function tokens(text) {
    var characters = Array.from(plain(text));
    var pairs = characters.slice(1).map(function (character, index) {
      return characters[index] + character;
    });
    var singles = characters.filter(function (character) { return !/[a-z0-9]/.test(character); });
    return Array.from(new Set(singles.concat(pairs)));
  }

  function merchant(row, data) {
    return {
      id: row[ID],
      name: row[NAME],
      status: data.statuses[row[STATUS]][0],
      label: data.statuses[row[STATUS]][1],
      label_en: data.statuses[row[STATUS]][2],
      category: data.categories[row[CATEGORY] || 0][1],
      town: data.towns[row[TOWN] || 0] || "",
      until: row[UNTIL] || "",
      certificate: row[CERTIFICATE] || "",
      uscc: row[USCC] || "",
      former: row[FORMER] || [],
      english: row[ENGLISH] || ""
    };
  }

  /** What a row is compared by, best kind of match first. */
  function keys(row) {
    var name = plain(row[NAME]);
    var former = (row[FORMER] || []).map(plain);
    return {
      name: name,
      former: former,
      codes: [row[ID], row[CERTIFICATE], row[USCC]].map(plain),
      sounds: [row[INITIALS] || "", row[PINYIN] || "", plain(row[ENGLISH])]
    };
  }

  /** How well a row matches one word: 0 best, Infinity not at all. */
  function rank(key, word) {
    if (key.name === word || key.codes.indexOf(word) >= 0) { return 0; }
    var at = key.name.indexOf(word);
    if (at >= 0) { return at ? 2 : 1; }
    if (key.former.some(function (name) { return name.indexOf(word) >= 0; })) { return 3; }
    if (key.sounds.some(function (sound) { return sound.indexOf(word) === 0; })) { return 4; }
    if (key.codes.some(function (code) { return code.indexOf(word) >= 0; })) { return 5; }
    if (key.sounds.some(function (sound) { return sound.indexOf(word) > 0; })) { return 6; }
    return Infinity;
  }

  /** A finder over the parsed data. `exact` holds every merchant that has all words in its
      name, a former name, pinyin, initials, English name, ID, certificate or USCC. */
  function finder(data) {
    var compared = data.merchants.map(keys);

    function exact(query) {
      var wanted = words(query);
      if (!wanted.length) { return []; }
      var found = [];
      compared.forEach(function (key, index) {
        var worst = 0;
        for (var i = 0; i < wanted.length && worst < Infinity; i += 1) {
          worst = Math.max(worst, rank(key, wanted[i]));
        }
        if (worst < Infinity) { found.push([worst, key.name.length, index]); }
      });
      found.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]; });
      return found.map(function (hit) { return merchant(data.merchants[hit[2]], data); });
    }

    /** A promise of the names that share at least half of the query's tokens, likest first. The
        index is made at the first call, in pieces, so that a cheap phone goes on answering. */
    function similar(query, MiniSearch, most) {
      if (!similar.index) {
        var index = new MiniSearch({
          fields: ["name", "sound"], tokenize: tokens, processTerm: function (term) { return term; }
        });
        similar.index = index.addAllAsync(data.merchants.map(function (row, place) {
          var names = [row[NAME]].concat(row[FORMER] || []).join(" ");
          return { id: place, name: names, sound: (row[PINYIN] || "") };
        }), { chunkSize: 200 }).then(function () { return index; });
      }
      var wanted = tokens(query);
      return similar.index.then(function (index) {
        return index.search(query, { tokenize: tokens, combineWith: "OR" })
          .filter(function (hit) { return hit.queryTerms.length * 2 >= wanted.length; })
          .slice(0, most)
          .map(function (hit) { return merchant(data.merchants[hit.id], data); });
      });
    }

    function all() {
      return data.merchants.map(function (row) { return merchant(row, data); });
    }

    return { exact: exact, similar: similar, all: all };
  }

  var find = { plain: plain, words: words, tokens: tokens, finder: finder };
  if (typeof module !== "undefined" && module.exports) { module.exports = find; }
  else { (root.Fangxin = root.Fangxin || {}).find = find; }
})(typeof self !== "undefined" ? self : this);
