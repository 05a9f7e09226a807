/* Reading what a shopper types from a sign: an ID, an address, a certificate number. Pure, so
   that the tests can run it in node. In the browser it is window.Fangxin.codes. */
(function (root) {
  "use strict";

  var ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  var ID = /^[0-9A-Z]{4,16}$/;
  // Characters that are mistaken for one another on a worn sign.
  var ALIKE = ["0OQD", "1IL", "2Z", "5S", "8B", "6G", "UV", "4A", "7T"];

  /** Capitals of one width without spaces and dashes. */
  function tidy(text) {
    return String(text || "").normalize("NFKC").toUpperCase().replace(/[\s\u2010-\u2015\-_.·]/g, "");
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

  /** IDs that read the same when every look-alike is taken as one: several slips at once. */
  function allAlike(code, known) {
    var shape = fold(code), hits = [];
    known.forEach(function (value, id) {
      if (id.length === code.length && fold(id) === shape) { hits.push(id); }
    });
    return hits.sort();
  }

  function fold(code) {
    return code.replace(/./g, function (character) {
      var group = ALIKE.filter(function (set) { return set.indexOf(character) >= 0; })[0];
      return group ? group[0] : character;
    });
  }

  function alike(one, other) {
    return one !== other && fold(one) === fold(other);
  }

  /** What was typed: {kind: "address", host, code, ours}, {kind: "code", code} or
      {kind: "empty"}.
      `home` is the address of this site, e.g. "https://fx.example/prefix". */
  function read(text, home) {
    var trimmed = String(text || "").normalize("NFKC").trim();
    if (!trimmed) { return { kind: "empty" }; }
    var looksLikeAddress = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ||
      /^[^\s\/]+\.[a-z]{2,}(?:[:\/?#]|$)/i.test(trimmed);
    if (!looksLikeAddress) {
      return { kind: "code", code: tidy(trimmed), certificate: /[0-9A-Z]-[0-9A-Z]/i.test(trimmed) };
    }
    return readAddress(/^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : "https://" + trimmed, home);
  }

  function readAddress(text, home) {
    var address, base = new URL(home);
    try { address = new URL(text); } catch (error) {
      return { kind: "address", host: text.slice(0, 80), code: "", ours: false };
    }
    var prefix = base.pathname.replace(/\/$/, "");
    // http and https of one host are one site; what stands before an @ only serves to deceive.
    var ours = address.host === base.host && /^https?:$/.test(address.protocol) &&
      !address.username && !address.password;
    var path = address.pathname;
    var page = /\/m\/([0-9a-z]{4,16})(?:\/|$)/i.exec(path);
    if (ours && path.slice(0, prefix.length + 3).toLowerCase() !== prefix.toLowerCase() + "/m/") {
      page = null;
    }
    return {
      kind: "address", host: address.host || text.slice(0, 80), code: page ? tidy(page[1]) : "",
      ours: ours
    };
  }

  /** The verdict on what was typed, for `known`: a Map from ID to merchant, and `certificates`:
      a Map from tidy certificate numbers to merchants. */
  function judge(text, home, known, certificates) {
    var what = read(text, home);
    if (what.kind === "empty") { return { verdict: "empty" }; }
    if (what.kind === "address" && !what.ours) {
      return { verdict: "foreign", host: what.host, code: what.code, near: [],
               merchant: known.get(what.code) || null };
    }
    if (!what.code) { return { verdict: "no-code", code: "", near: [] }; }
    var merchant = known.get(what.code) || certificates.get(what.code) || null;
    if (merchant) {
      var verdict = merchant.status === "certified" ? "recognised" : "not-recognised";
      return { verdict: verdict, code: what.code, merchant: merchant, near: [] };
    }
    if (!ID.test(what.code)) { return { verdict: "no-code", code: what.code, near: [] }; }
    // Certificate numbers have no check character: a wrong one is simply not in the registry.
    var slip = !checks(what.code) && !what.certificate;
    return {
      verdict: slip ? "typing-error" : "unknown", code: what.code,
      near: near(what.code, known).map(function (id) { return known.get(id); })
    };
  }

  var codes = { tidy: tidy, checks: checks, near: near, read: read, judge: judge };
  if (typeof module !== "undefined" && module.exports) { module.exports = codes; }
  else { (root.Fangxin = root.Fangxin || {}).codes = codes; }
})(typeof self !== "undefined" ? self : this);
