/* Finding merchants in search/merchants.json. Pure: no page, no clock, no network, so that the
   tests can run it in node. In the browser it is window.Fangxin.find. Codes in any spelling are
   js/book.js's part. */
(function (root) {
  "use strict";

  // Positions in a row of merchants.json and of codes.json; see fangxin.site.pages.
  var ID = 0, NAME = 1, STATUS = 2, CATEGORY = 3, TOWN = 4, UNTIL = 5;
  var CERTIFICATE = 6, USCC = 7, FORMER = 8, ENGLISH = 9;
  var SIGNS = 0, CERTIFICATES = 1, PLACE = 5;
  var FEW = 2;  // labels that a part of them still names

  var COMMON = /^[0-9A-Za-z\u4e00-\u9fff]+$/;  // nothing to fold but case: most names, at once

  /** Text as it is compared: one width, lower case, letters, digits and characters only. */
  function plain(text) {
    if (!text || COMMON.test(text)) { return (text || "").toLowerCase(); }
    return String(text).normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  }

  /** Letters as they are typed: tone marks off, ü as v. */
  function spelt(text) {
    return text.normalize("NFD").replace(/u\u0308/g, "v").replace(/[\u0300-\u036f]/g, "");
  }

  /** The words of a query; the address of a status page counts as its ID. */
  function words(query) {
    var address = /\/m\/([a-z0-9]{4,16})(?:[\/?#\s]|$)/i.exec(query || "");
    if (address) { return [plain(address[1])]; }
    return String(query || "").normalize("NFKC").split(/[\s,;、，；]+/).map(plain).filter(Boolean);
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

  /** How the characters of this registry are written and read: `same` makes one of all forms of a
      character, `sounds` gives the readings of a text, character by character, the likeliest
      first and the character itself last; what has no sound is left out. */
  function script(data) {
    var forms = new Map(), heard = new Map();
    (data.variants || "").split("|").forEach(function (group) {
      Array.from(group).forEach(function (form, index, all) { forms.set(form, all[0]); });
    });
    [data.sounds, data.further].forEach(function (part) {
      Object.keys(part || {}).forEach(function (sound) {
        Array.from(part[sound]).forEach(function (character) {
          heard.set(character, (heard.get(character) || []).concat(also(sound)));
        });
      });
    });
    return {
      same: function (text) {
        var made = "";
        for (var one of text) { made += forms.get(one) || one; }
        return made;
      },
      sounds: function (text) {
        return Array.from(plain(text)).map(function (one) {
          var latin = /[a-z0-9]/.test(spelt(one)) ? [spelt(one)] : null;
          return heard.has(one) ? heard.get(one).concat(forms.get(one) || one) : latin;
        }).filter(Boolean);
      }
    };
  }

  /** A syllable, and how else it is typed: lv, lu, lyu. */
  function also(sound) {
    return /^[ln]v/.test(sound)
      ? [sound, sound.replace("v", "u"), sound.replace("v", "yu")] : [sound];
  }

  /** Whether a word is what one says from a place of a name on: whole syllables, initials, or both
      mixed; the last syllable may be begun only. Goes through the name once, with every number of
      letters that may be said by then. */
  function spoken(sounds, at, word) {
    var said = [0];
    for (var place = at; place < sounds.length && said.length; place += 1) {
      var next = [];
      for (var i = 0; i < said.length; i += 1) {
        if (goesOn(sounds[place], word.slice(said[i]), said[i], next)) { return true; }
      }
      said = next;
    }
    return said.indexOf(word.length) >= 0;
  }

  function goesOn(options, rest, said, next) {
    function add(letters) {
      if (next.indexOf(said + letters) < 0) { next.push(said + letters); }
    }
    return options.some(function (sound) {
      if (sound.indexOf(rest) === 0) { return true; }
      if (rest.indexOf(sound) === 0) { add(sound.length); }
      if (rest[0] === sound[0]) { add(1); }
      if (/^[zcs]h/.test(sound) && rest.indexOf(sound.slice(0, 2)) === 0) { add(2); }
      return false;
    });
  }

  /** What a row is compared by; `extra` is its row of codes.json, if that is loaded. */
  function keys(row, lists, writing, extra) {
    var place = plain(extra && extra[PLACE]), sounds = null;
    var further = extra ? (extra[SIGNS] || []).concat(extra[CERTIFICATES] || []) : [];
    return {
      name: writing.same(plain(row[NAME])),
      former: (row[FORMER] || []).map(plain).map(writing.same),
      codes: [row[ID], row[CERTIFICATE], row[USCC]].concat(further).map(function (code) {
        return plain(Array.isArray(code) ? code[0] : code);
      }),
      english: plain(row[ENGLISH]),
      sounds: function () {  // made when letters are first asked for
        sounds = sounds || [row[NAME]].concat(row[FORMER] || []).map(writing.sounds);
        return sounds;
      },
      lists: [lists.towns[row[TOWN] || 0], lists.categories[row[CATEGORY] || 0]],
      place: writing.same(place), address: lists.towns[row[TOWN] || 0] + writing.same(place)
    };
  }

  /** How well a row matches one word: 0 best, Infinity not at all. Beside other words a word may be
      the town or category; alone it leads to their lists. */
  function rank(key, word, alone) {
    function holds(text) { return text.indexOf(word) >= 0; }
    if (key.name === word || key.codes.indexOf(word) >= 0) { return 0; }
    var at = key.name.indexOf(word);
    if (at >= 0) { return at ? 2 : 1; }
    if (key.former.some(holds)) { return 3; }
    var heard = /[a-z]/.test(word) ? hearing(key, spelt(word)) : Infinity;
    if (heard === 4) { return 4; }
    if (word.length > 1 && (key.codes.some(holds) || located(key, word) || (!alone && key.lists.some(holds)))) {
      return 5;
    }
    return heard;
  }

  function hearing(key, word) {
    var best = key.english.indexOf(word);
    best = best < 0 ? Infinity : best ? 6 : 4;
    key.sounds().forEach(function (sounds) {
      for (var at = 0; at < sounds.length && best > 4; at += 1) {
        if (spoken(sounds, at, word)) { best = Math.min(best, at ? 6 : 4); }
      }
    });
    return best;
  }

  /** Whether a word is part of a row's address, or holds it with county and province before. */
  function located(key, word) {
    if (key.place.length < 2) { return false; }
    // What is public may end with the road, where who asks knows the door.
    return key.address.indexOf(word) >= 0 || (key.place.length > 2 &&
      (word.indexOf(key.address) >= 0 || word.replace(/[\d号]+$/, "") === key.place));
  }

  /** A finder over the parsed data. `exact` holds every merchant that has all words in its name, a
      former name, a reading of them, English name, codes, town or category; with codes.json as
      `more` also in former codes and address. */
  function finder(data, more) {
    var writing = script(data);
    var lists = {
      towns: data.towns.map(plain).map(writing.same),
      categories: data.categories.map(function (one) { return writing.same(plain(one[1])); })
    };
    var compared = data.merchants.map(function (row) {
      return keys(row, lists, writing, more && more.merchants[row[ID]]);
    });

    function exact(query) {
      var wanted = words(query).map(writing.same);
      if (!wanted.length) { return []; }
      var found = [];
      compared.forEach(function (key, index) {
        var worst = 0;
        for (var i = 0; i < wanted.length && worst < Infinity; i += 1) {
          worst = Math.max(worst, rank(key, wanted[i], wanted.length === 1));
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
        similar.index = index.addAllAsync(compared.map(function (key, place) {
          return { id: place, name: [key.name].concat(key.former).join(" "), sound: firsts(key) };
        }), { chunkSize: 200 }).then(function () { return index; });
      }
      var asked = writing.same(plain(query)), wanted = tokens(asked);
      return similar.index.then(function (index) {
        return index.search(asked, { tokenize: tokens, combineWith: "OR" })
          .filter(function (hit) { return hit.queryTerms.length * 2 >= wanted.length; })
          .slice(0, most)
          .map(function (hit) { return merchant(data.merchants[hit.id], data); });
      });
    }

    /** The lists that a word names: towns, categories, statuses whose label it is or says, or a
        part that few labels have (仙华, 餐饮). Each {label, address, number}. */
    function listed(query) {
      var wanted = writing.same(plain(query)), spelling = spelt(wanted);
      var named = (data.lists || []).map(function (list) {
        var label = writing.same(plain(list[0]));
        return {
          label: list[0], address: list[2], number: list[3],
          whole: label === wanted || plain(list[1]) === wanted || says(writing.sounds(label), spelling),
          part: Array.from(wanted).length > 1 && label.indexOf(wanted) >= 0
        };
      });
      var whole = named.filter(function (list) { return list.whole; });
      var parts = named.filter(function (list) { return list.part; });
      return whole.length ? whole : parts.length <= FEW ? parts : [];
    }

    function all() {
      return data.merchants.map(function (row) { return merchant(row, data); });
    }

    return { exact: exact, similar: similar, lists: listed, all: all };
  }

  function firsts(key) {
    return key.sounds()[0].map(function (options) { return options[0]; }).join("");
  }

  /** Whether a word is the whole name, or all but what towns end in, in whole syllables. */
  function says(sounds, word) {
    if (!/^[a-z]{4,}$/.test(word)) { return false; }
    var whole = sounds.map(function (options) { return options[0]; });
    return [0, 1, 2].some(function (end) {
      return whole.length - end > 1 && whole.slice(0, whole.length - end).join("") === word;
    });
  }

  var find = { plain: plain, words: words, tokens: tokens, finder: finder };
  if (typeof module !== "undefined" && module.exports) { module.exports = find; }
  else { (root.Fangxin = root.Fangxin || {}).find = find; }
})(typeof self !== "undefined" ? self : this);
