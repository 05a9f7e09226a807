/* What the registry knows of a code: search/merchants.json and search/codes.json as one book, and
   the verdict on what was typed. Pure; in the browser it is window.Fangxin.book. */
(function (root) {
  "use strict";

  var codes = typeof module !== "undefined" && module.exports
    ? require("./codes.js") : root.Fangxin.codes;
  // Positions in a merchant's row of codes.json; see fangxin.site.pages.codes.
  var SIGNS = 0, CERTIFICATES = 1, USCCS = 2, WEBSITE = 3, SHOP = 4, DOCUMENTS = 6, ROWS = 7, SHOPS = 8, WEBSITES = 9;
  var MOST_JOINED = 8;  // pieces of one code: 91330726 MA2D EM32 9Y, FX-2018-0004
  var MOST_NEAR = 5;
  // What must be a code, wherever it stands; "12315" need not.
  var CODE = /^(?=.*\d)(?=.*[A-Z])[0-9A-Z]{6,}$/;
  // A telephone is printed on every sign and is no number of a sign: 12315, 0579-84100000, 400-800-0000.
  var PHONE = /^(?:\d{3,5}|0\d{9,11}|[48]00\d{7})$/;
  var FIRM = /^[0-9A-Z]{18}$/;  // the credit code of a firm that is no merchant here
  // Facts are numbered within one merchant: F1, D3, PJ180005E-F1.
  var FACT = /^[A-Z]{1,3}\d{1,3}$/;

  /** A book over all `merchants` (as js/find.js makes them), the rest of the codes and the site's
      address; `more` may be null: then it knows IDs, certificates and credit codes. */
  function open(merchants, more, home) {
    var known = new Map(), keys = new Map(), sites = [];
    function add(key, hit) {
      var hits = keys.get(key);
      if (!key) { return; }
      if (hits) { hits.push(hit); } else { keys.set(key, [hit]); }
    }
    merchants.forEach(function (merchant) {
      known.set(merchant.id, merchant);
      add(merchant.id, { kind: "id", text: merchant.id, merchant: merchant });
      [["certificate", merchant.certificate], ["uscc", merchant.uscc]].forEach(function (pair) {
        add(codes.tidy(pair[1]), { kind: pair[0], text: pair[1], merchant: merchant });
      });
    });
    if (more) { addMore(more, known, add, sites); }
    var homes = [home].concat((more && more.homes) || []);
    return { known: known, keys: keys, sites: sites, homes: homes, fakes: more ? more.fakes : [],
      shapes: shapes(keys) };
  }

  function addMore(more, known, add, sites) {
    var read = more.documents.map(documentKeys);
    Object.keys(more.merchants).forEach(function (id) {
      var row = more.merchants[id], merchant = known.get(id);
      if (!merchant) { return; }  // the other file is older: better unknown than wrong
      function put(kind, text, extra) {
        add(codes.tidy(text), Object.assign({ kind: kind, text: text, merchant: merchant }, extra));
      }
      (row[SIGNS] || []).forEach(function (sign) {
        var state = more.states[Array.isArray(sign) ? sign[1] : 0];
        put("sign", Array.isArray(sign) ? sign[0] : sign,
          { state: state[0], said: state[1], saidEnglish: state[2], down: state[0] !== more.states[0][0] });
      });
      (row[CERTIFICATES] || []).forEach(function (text) { put("certificate", text, { former: true }); });
      (row[USCCS] || []).forEach(function (text) { put("uscc", text, { former: true }); });
      if (row[SHOP]) { put("shop", row[SHOP]); }
      (row[SHOPS] || []).forEach(function (text) { put("shop", text, { former: true }); });
      function site(text, former) {
        sites.push({ text: text, url: new URL(text), merchant: merchant, former: former });
      }
      if (row[WEBSITE]) { site(row[WEBSITE], false); }
      (row[WEBSITES] || []).forEach(function (text) { site(text, true); });
      (row[DOCUMENTS] || []).forEach(function (place) {
        var hit = { kind: "document", text: more.documents[place], merchant: merchant };
        read[place].forEach(function (key) { add(key, hit); });
      });
      (row[ROWS] || []).forEach(function (text) { put("row", text); });
    });
    addPages(more.pages, add);
  }

  /** What a document is asked for by: its number however it is written, or else its words. */
  function documentKeys(text) {
    return codes.documents(text).slice(0, 1).concat(codes.tidy(text));
  }

  /** What pages tell of: documents by address, rows of registers by address and beginning. */
  function addPages(pages, add) {
    Object.keys(pages).forEach(function (address) {
      if (Array.isArray(pages[address])) {
        pages[address].forEach(function (text) {
          var hit = { kind: FIRM.test(text) ? "firm" : "document", text: text, page: address };
          documentKeys(text).forEach(function (key) { add(key, hit); });
        });
        return;
      }
      Object.keys(pages[address]).forEach(function (head) {
        pages[address][head].split(" ").forEach(function (tail) {
          var text = head + "-" + tail;
          add(codes.tidy(text), { kind: "row", text: text, page: address + text });
        });
      });
    });
  }

  /** The numbers beside IDs that merchants are known by, for slips of the eye. */
  function shapes(keys) {
    var found = new Map();
    keys.forEach(function (hits, key) {
      if (hits[0].merchant && /^(?:sign|certificate|uscc|shop)$/.test(hits[0].kind)) { found.set(key, hits); }
    });
    return found;
  }

  /** The hits of registered shops on the web for a foreign address: same host, and the registered
      path is its beginning. The longest path wins; the scheme and a www. do not matter. */
  function siteHits(address, sites) {
    var url = address.url, best = 0, hits = [];
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) { return []; }
    sites.forEach(function (site) {
      var at = site.url.pathname.replace(/\/+$/, "") + "/";
      if (bare(site.url) !== bare(url) || (url.pathname + "/").indexOf(at) !== 0 || !asks(site.url, url)) {
        return;
      }
      var weight = at.length + site.url.search.length;
      if (weight > best) { best = weight; hits = []; }
      if (weight === best) {
        hits.push({ kind: "site", text: site.text, merchant: site.merchant, former: site.former });
      }
    });
    // An address that one shop left and another has is the other's.
    var now = hits.filter(function (hit) { return !hit.former; });
    return now.length ? now : hits;
  }

  /** The merchants whose registered address is another one of the same host. */
  function sameHost(address, sites) {
    var url = address.url;
    if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) { return []; }
    return sites.filter(function (site) { return bare(site.url) === bare(url); })
      .map(function (site) { return site.merchant; }).slice(0, MOST_NEAR);
  }

  function bare(url) { return codes.place(url).replace(/^(?:www|m)\./, ""); }

  /** Whether an address asks for all that the registered one asks for. */
  function asks(registered, url) {
    var all = url.search.slice(1).split("&");
    return registered.search.slice(1).split("&").every(function (one) {
      return !one || all.indexOf(one) >= 0;
    });
  }

  /** {hits, unknown} of a text without addresses: every code in it that is known, and what looks
      like a code and is not. The longest reading wins. */
  function inText(text, book) {
    var whole = book.keys.get(codes.tidy(text)), hits = [], unknown = [];
    if (whole) { return { hits: whole, unknown: [] }; }
    codes.documents(text).some(function (key) {
      hits = hits.concat(book.keys.get(key) || []);
      return hits.length > 0;
    });
    if (hits.length) { return { hits: hits, unknown: [] }; }
    // Numbers that are not of letters and digits alone (浦放心证字001号) stand whole between marks.
    text.split(/[\s:,;。、「」]+/).forEach(function (part) {
      if (/[^\x00-\x7f]/.test(part)) { hits = hits.concat(book.keys.get(codes.tidy(part)) || []); }
    });
    var pieces = codes.pieces(text), at = 0;
    while (at < pieces.length) {
      var taken = longest(pieces, at, book);
      if (taken.hits) { hits = hits.concat(taken.hits); } else if (taken.code) { unknown.push(taken.code); }
      at += taken.length;
    }
    return { hits: hits, unknown: unknown };
  }

  function longest(pieces, at, book) {
    for (var length = Math.min(MOST_JOINED, pieces.length - at); length > 0; length -= 1) {
      var run = pieces.slice(at, at + length);
      var whole = run.every(function (piece, index) { return !index || piece.joined; });
      var hits = whole && book.keys.get(run.map(function (piece) { return piece.text; }).join(""));
      if (hits && !goesOn(hits[0], pieces[at + length])) { return { hits: hits, length: length }; }
    }
    // A code that is not known: all that dashes hold together.
    length = 1;
    while (pieces[at + length] && pieces[at + length].dashed) { length += 1; }
    var code = pieces.slice(at, at + length).map(function (piece) { return piece.text; }).join("");
    return { code: CODE.test(code) ? code : "", length: length };
  }

  /** Whether a dash and more follow, which make another code of it; after an ID the number of a fact
      does not. */
  function goesOn(hit, next) {
    return Boolean(next && next.dashed && !(hit.kind === "id" && FACT.test(next.text)));
  }

  function fake(what, book) {
    var whole = codes.tidy(what.text);
    return book.fakes.filter(function (row) {
      if (row[1] !== "domain") { return codes.tidy(row[0]) === whole; }
      var domain = row[0].toLowerCase();
      return what.addresses.some(function (address) {
        var host = address.url ? address.url.hostname.replace(/\.+$/, "") : address.host.toLowerCase();
        return host === domain || host.slice(-domain.length - 1) === "." + domain;
      });
    })[0];
  }

  /** The hits of what was typed, from its text and its addresses; `foreign` is the first address
      that is neither ours nor a registered shop's. */
  function look(what, book) {
    var found = inText(what.rest, book), foreign = null, ours = null;
    what.addresses.forEach(function (address) {
      var hits = address.ours ? ownHits(address, book) : siteHits(address, book.sites);
      if (address.ours) { ours = ours || address; } else if (!hits.length) { foreign = foreign || address; }
      if (address.ours && address.code && !hits.length) { found.unknown.push(address.code); }
      found.hits = found.hits.concat(hits);
    });
    return { hits: found.hits, unknown: found.unknown, foreign: foreign, ours: ours };
  }

  function ownHits(address, book) {
    if (address.code) { return book.keys.get(address.code) || []; }
    return address.parts.reduce(function (hits, part) {
      return hits.concat(hits.length ? [] : inText(part, book).hits);
    }, []);
  }

  /** The merchants that every hit agrees on, or else all of them. */
  function agreed(hits) {
    var groups = new Map(), all = [];
    hits.forEach(function (hit) {
      if (!hit.merchant) { return; }
      if (!groups.has(hit.text)) { groups.set(hit.text, []); }
      groups.get(hit.text).push(hit.merchant);
      if (all.indexOf(hit.merchant) < 0) { all.push(hit.merchant); }
    });
    var common = all.filter(function (merchant) {
      var every = true;
      groups.forEach(function (group) { every = every && group.indexOf(merchant) >= 0; });
      return every;
    });
    return { merchants: common.length ? common : all, conflict: all.length > 0 && !common.length };
  }

  /** The verdict on what was typed: {verdict, code, host, hits, merchants, merchant, near, unknown,
      pages, fake, moved}; `moved`: {from, to}, the former address of the site that was typed. Verdicts: empty; fake; foreign; of one merchant recognised, not-recognised,
      sign-down (its sign should hang nowhere), left (its former address on the web) and doubtful (another code beside its own is in no
      register); several; conflict (codes of different merchants); told (a document or a row of a
      register, on pages and of merchants); own-page; typing-error; unknown; no-code. */
  function judge(text, book) {
    var what = codes.read(text, book.homes);
    if (!what.text) { return answer("empty", {}); }
    var listed = fake(what, book), found = look(what, book);
    var made = listed ? answer("fake", { fake: listed }) : verdictOn(what, found, book);
    // A sign that leads to a former address of the site is as genuine as any.
    return Object.assign(made, { moved: made.verdict !== "fake" && found.ours ? found.ours.moved : null });
  }

  function verdictOn(what, found, book) {
    if (found.foreign) {
      return answer("foreign", { host: found.foreign.host, code: found.foreign.code, hits: found.hits,
        merchant: book.known.get(found.foreign.code) || null, near: sameHost(found.foreign, book.sites) });
    }
    if (found.hits.length) { return known(found); }
    if (found.ours && !found.unknown.length) { return answer("own-page", { pages: [found.ours.text] }); }
    return notKnown(found.unknown[0] || codes.tidy(what.rest), found.unknown.length > 0, what, book);
  }

  function known(found) {
    var who = agreed(found.hits), one = who.merchants.length === 1 ? who.merchants[0] : null;
    var pages = found.hits.map(function (hit) { return hit.page; })
      .filter(function (page, at, all) { return page !== undefined && all.indexOf(page) === at; });
    return answer(verdictOf(found, who, one), {
      code: found.hits[0].text, hits: found.hits, merchants: who.merchants, merchant: one,
      unknown: found.unknown, pages: pages
    });
  }

  function verdictOf(found, who, one) {
    var owns = found.hits.some(function (hit) { return !/^(?:document|row|firm)$/.test(hit.kind); });
    if (!owns) { return "told"; }
    if (who.conflict) { return "conflict"; }
    if (found.hits.some(function (hit) { return hit.down; })) { return one ? "sign-down" : "several"; }
    if (found.unknown.length) { return "doubtful"; }
    if (!one) { return "several"; }
    // Whoever has the address now may be a stranger: no green beside it.
    if (found.hits.some(function (hit) { return hit.kind === "site" && hit.former; })) { return "left"; }
    return one.status === "certified" ? "recognised" : "not-recognised";
  }

  function notKnown(code, looksLikeOne, what, book) {
    if (!looksLikeOne && PHONE.test(code)) { return answer("no-code", { code: code }); }
    var merchants = codes.ID.test(code) || looksLikeOne ? likely(code, book) : [];
    // Letters alone are rather a name, unless a code looks just like them.
    if (!looksLikeOne && !merchants.length && !(codes.ID.test(code) && /\d/.test(code))) {
      return answer("no-code", { code: code });
    }
    // Only IDs have a check character: another number that is wrong is simply not in the registry.
    var dashed = /[0-9A-Z]-[0-9A-Z]/i.test(codes.width(what.text)) && !what.addresses.length;
    var slip = codes.ID.test(code) && !codes.checks(code) && !dashed;
    return answer(slip ? "typing-error" : "unknown", { code: code, near: merchants });
  }

  /** Numbers that are the same but for zeros: BP-2018-5 is read off a sign BP-2018-0005. */
  function zeros(code, shapes) {
    var bare = code.replace(/0/g, ""), hits = [];
    shapes.forEach(function (value, key) {
      if (key !== code && key.replace(/0/g, "") === bare) { hits.push(key); }
    });
    return hits.sort();
  }

  /** Merchants whose ID differs by a slip, or another of whose numbers looks alike. */
  function likely(code, book) {
    var merchants = codes.near(code, book.known).map(function (id) { return book.known.get(id); });
    codes.alike(code, book.shapes).concat(zeros(code, book.shapes)).forEach(function (key) {
      book.shapes.get(key).forEach(function (hit) {
        if (merchants.indexOf(hit.merchant) < 0) { merchants.push(hit.merchant); }
      });
    });
    return merchants.slice(0, MOST_NEAR);
  }

  function answer(verdict, facts) {
    return Object.assign({ verdict: verdict, code: "", host: "", hits: [], merchants: [],
      merchant: null, near: [], unknown: [], pages: [], fake: null, moved: null }, facts);
  }

  var book = { open: open, judge: judge };
  if (typeof module !== "undefined" && module.exports) { module.exports = book; }
  else { (root.Fangxin = root.Fangxin || {}).book = book; }
})(typeof self !== "undefined" ? self : this);
