/* Reading what a shopper types, pastes or scans: addresses and codes in any spelling. The one
   parser for /verify/, the search and the page for unknown addresses. Pure, so that the tests can
   run it in node. In the browser it is window.Fangxin.codes; what the registry knows of a code is
   js/book.js. */
(function (root) {
  "use strict";

  var ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  var ID = /^[0-9A-Z]{4,16}$/;
  // Characters that are mistaken for one another on a worn sign.
  var ALIKE = ["0OQD", "1IL", "2Z", "5S", "8B", "6G", "UV", "4A", "7T"];
  var ONE = new Map();  // character → the one that stands for all that look like it
  ALIKE.forEach(function (set) {
    Array.from(set).forEach(function (character) { ONE.set(character, set[0]); });
  });
  // An address in a text: with a scheme; with one that runs programs or opens apps; or bare. Host
  // names may hold any letters, what follows them is ASCII: there a sentence goes on in Chinese.
  var HOST = "[^\\s/?#:@<>\"',;!()、《》“”\\\\]+";
  var REST = "(?:[/?#\\\\][\\x21-\\x7e]*)?";
  var ADDRESS = new RegExp([
    "[a-z][a-z0-9+.-]*:[/\\\\]{2}[^\\s/?#<>\"'、《》“”]*" + REST,
    "(?:https?|ftp|javascript|vbscript|data|blob|file|intent|mailto|weixin|wxp|alipays?):[\\x21-\\x7e]+",
    "\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d+)?(?![\\w.])" + REST,
    HOST + "\\.[a-z]{2,}(?::\\d+)?(?![\\w.@-])" + REST
  ].join("|"), "gi");
  var COMMON = /^[0-9A-Z-]+$/;  // nothing to fold: most codes, at once
  var SCHEME = /^[a-z][a-z0-9+.-]*:(?!\d+(?:[\/?#]|$))/i;

  /** Text of one width, without what nobody sees. */
  function width(text) {
    return String(text || "").normalize("NFKC").replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "");
  }

  /** Capitals of one width: letters and digits alone, without blanks, dashes and brackets. */
  function tidy(text) {
    if (text && COMMON.test(text)) { return text.replace(/-/g, ""); }
    return width(text).toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
  }

  /** Whether the last character is the check character by ISO 7064 mod 37,36. */
  function checks(code) {
    if (!ID.test(code)) { return false; }
    var product = 36;
    for (var i = 0; i < code.length - 1; i += 1) {
      var sum = (product + ALPHABET.indexOf(code[i])) % 36 || 36;
      product = (sum * 2) % 37;
    }
    return (product + ALPHABET.indexOf(code[code.length - 1])) % 36 === 1;
  }

  /** IDs of the registry that differ from the code by one mistaken, swapped, missing or extra
      character; look-alikes come first. */
  function near(code, known) {
    var hits = [];
    function consider(candidate, cost) {
      if (known.has(candidate) && !hits.some(function (hit) { return hit[0] === candidate; })) {
        hits.push([candidate, cost]);
      }
    }
    for (var i = 0; i <= code.length; i += 1) {
      var before = code.slice(0, i), here = code[i], after = code.slice(i + 1);
      for (var j = 0; j < ALPHABET.length; j += 1) {
        consider(before + ALPHABET[j] + code.slice(i), 3);
        if (here !== undefined) {
          consider(before + ALPHABET[j] + after, alike(here, ALPHABET[j]) ? 0 : 2);
        }
      }
      if (here !== undefined) { consider(before + after, 3); }
      if (after) { consider(before + after[0] + here + after.slice(1), 1); }
    }
    hits.sort(function (a, b) { return a[1] - b[1] || (a[0] < b[0] ? -1 : 1); });
    return allAlike(code, known).concat(hits.map(function (hit) { return hit[0]; }))
      .filter(function (id, index, all) { return all.indexOf(id) === index; }).slice(0, 3);
  }

  /** Codes that read the same when every look-alike is taken as one: several slips at once. */
  function allAlike(code, known) {
    var shape = fold(code), hits = [];
    known.forEach(function (value, id) {
      if (id.length === code.length && id !== code && fold(id) === shape) { hits.push(id); }
    });
    return hits.sort();
  }

  function fold(code) {
    var made = "";
    for (var i = 0; i < code.length; i += 1) { made += ONE.get(code[i]) || code[i]; }
    return made;
  }

  function alike(one, other) {
    return one !== other && fold(one) === fold(other);
  }

  /** What was typed: {text, addresses, rest}; `rest` is the text without its addresses. `homes` are
      the address of this site, e.g. "https://fx.example/prefix", and those that it had before. */
  function read(text, homes) {
    var plain = width(text).trim(), addresses = [], all = homes.map(homeOf);
    var rest = plain.replace(ADDRESS, function (found) {
      var address = cut(found);
      addresses.push(readAddress(address, all));
      return " " + found.slice(address.length) + " ";
    });
    return { text: plain, addresses: addresses, rest: rest.trim() };
  }

  /** An address without the sentence that follows it: https://fx.example是真的吗; and without the
      word that signs print before it. */
  function cut(found) {
    var parts = /^((?:[a-z][a-z0-9+.-]*:[\/\\]{2})?[^\/?#\\]*\.[a-z]{2,}(?::\d+)?)(?:[^\x00-\x7f]|[,;!()])[^.。]*$/i
      .exec(found);
    return (parts ? parts[1] : found).replace(/[.。,;:!?)\]]+$/, "");
  }

  /** An address of the site: {text, site, prefix}. */
  function homeOf(text) {
    var url = new URL(text);
    return { text: text, site: siteOf(url), prefix: url.pathname.replace(/\/+$/, "").toLowerCase() };
  }

  /** The host by which two addresses are of one site: with www. or without, http or https, and the
      ports of either. */
  function siteOf(url) { return place(url).replace(/^www\.(?=.*\..)/, ""); }

  /** Where an address lies, as it is compared: the host without final dots, and its port, unless
      http or https have that anyway. */
  function place(url) {
    return url.hostname.replace(/\.+$/, "") + (/^(?:80|443)?$/.test(url.port) ? "" : ":" + url.port);
  }

  /** Which of the site's addresses another one lies below, or null. Beside a former one, whose host
      may be somebody else's whole portal, its path must be the beginning. */
  function below(address, path, homes) {
    // What stands before an @ only serves to deceive.
    if (!/^https?:$/.test(address.protocol) || address.username || address.password) { return null; }
    var site = siteOf(address), low = path.toLowerCase() + "/", fits = homes.filter(function (home) {
      return home.site === site && low.indexOf(home.prefix + "/") === 0;
    });
    fits.sort(function (one, other) { return other.prefix.length - one.prefix.length; });
    return fits[0] || (homes[0].site === site ? homes[0] : null);
  }

  /** {host, ours, moved, code, parts}: whether it lies on this site, and below which former address
      of it; the ID of its status page, "" if it is none; and on this site everything in it that
      could be a code. */
  function readAddress(text, homes) {
    var address, bare = text.replace(/^(?:请认准)?网址/, "");
    try {
      address = new URL(SCHEME.test(bare) ? bare : "https://" + bare);
    } catch (error) {
      return { text: text, host: text.slice(0, 80), code: "", ours: false, moved: null, parts: [], url: null };
    }
    var path = decoded(address.pathname).replace(/\/{2,}/g, "/");
    var home = below(address, path, homes), prefix = home ? home.prefix : "";
    var page = /\/m\/\s*([0-9a-z]{4,16})(?![0-9a-z_-])/i.exec(path);
    if (home && path.slice(0, prefix.length + 3).toLowerCase() !== prefix + "/m/") { page = null; }
    return {
      text: text, host: address.host || text.slice(0, 80), ours: Boolean(home), url: address,
      moved: home && home !== homes[0] ? { from: home.text, to: rest(address, prefix) } : null,
      code: page ? tidy(page[1]) : "", parts: home ? parts(path, address) : []
    };
  }

  /** An address below the site's root, "/notices/x/#y": never one that leads elsewhere. */
  function rest(address, prefix) {
    var path = address.pathname.replace(/\/{2,}/g, "/").slice(prefix.length);
    return (path || "/") + address.search + address.hash;
  }

  /** What a page's address names: the parts of its path, what was searched for, its place. */
  function parts(path, address) {
    var asked = /[?&]q=([^&#]*)/.exec(address.search);
    return path.split("/").concat(asked ? decoded(asked[1].replace(/\+/g, " ")) : [],
      decoded(address.hash.slice(1))).filter(Boolean);
  }

  function decoded(text) {
    try { return decodeURIComponent(text); } catch (error) { return text; }
  }

  /** The pieces of a text that codes are made of, capitals and digits in one run, each with whether
      only blanks or dashes part it from the one before. */
  function pieces(text) {
    var found = [], plain = width(text).toUpperCase(), run = /[0-9A-Z]+/g, end = 0, piece;
    while ((piece = run.exec(plain))) {
      var between = plain.slice(end, piece.index);
      found.push({ text: piece[0], joined: found.length > 0 && /^[\s\-\u2010-\u2015\u2212_.·\/]*$/.test(between),
        dashed: found.length > 0 && /^[\-\u2010-\u2015\u2212_]$/.test(between) });
      end = run.lastIndex;
    }
    return found;
  }

  /** Numbers of documents as they are compared, "浦消联办|2018|2", whatever brackets, zeros and words
      like 字第 they are written with: the longest office first, as a sentence may stand before it. */
  function documents(text) {
    var form = /([\p{L}()·]{1,30}?)字?第?[(\[{〔【〖「〈]?((?:19|20)\d\d)[)\]}〕】〗」〉]?年?第?(?:NO\.?)?0*(\d{1,9})(?!\d)号?/giu;
    var found = [], match;
    var plain = width(text).replace(/\s/g, "").replace(/號/g, "号");
    while ((match = form.exec(plain))) {
      for (var from = 0; from < match[1].length; from += 1) {
        found.push(match[1].slice(from).replace(/\p{P}/gu, "") + "|" + match[2] + "|" + match[3]);
      }
    }
    return found;
  }

  var codes = { ID: ID, width: width, tidy: tidy, checks: checks, near: near, alike: allAlike,
    read: read, place: place, pieces: pieces, documents: documents };
  if (typeof module !== "undefined" && module.exports) { module.exports = codes; }
  else { (root.Fangxin = root.Fangxin || {}).codes = codes; }
})(typeof self !== "undefined" ? self : this);
