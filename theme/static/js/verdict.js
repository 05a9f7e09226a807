/* How a verdict of js/book.js looks: one card, the same on /verify/, above search results and on
   the page for unknown addresses. `place` is {base, host, hotline, next, day}. */
(function (root) {
  "use strict";

  var fresh = root.Fangxin.fresh;
  var KINDS = { id: "商户编号", certificate: "证书号", sign: "标牌号", uscc: "统一社会信用代码",
    shop: "网店店铺号", site: "登记的网店网址", document: "文号", row: "登记簿编号",
    firm: "信用代码（不是本登记簿的商户）" };
  var MOST = 30;

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) { made.className = className; }
    if (text) { made.textContent = text; }
    return made;
  }

  function link(address, className, text) {
    var made = element("a", className, text);
    made.href = address;
    return made;
  }

  function card(kind, heading, lines) {
    var made = element("section", "verdict is-verdict-" + kind);
    made.appendChild(element("h2", "", heading));
    lines.forEach(function (line) { made.appendChild(element("p", "", line)); });
    return made;
  }

  function page(merchant, place) { return place.base + "/m/" + merchant.id + "/"; }

  function sure(merchant, place) {
    return merchant.status !== "certified" ||
      fresh.holds(merchant.until, place.next, fresh.day(Date.now()));
  }

  function pill(merchant, place) {
    return sure(merchant, place) ? fresh.pill(document, merchant.status, merchant.label)
      : fresh.pill(document, "unconfirmed", fresh.WORDS);
  }

  function facts(merchant, place) {
    var made = element("div", "verdict-merchant");
    made.appendChild(element("p", "verdict-name", merchant.name));
    made.appendChild(pill(merchant, place));
    var where = [merchant.category, merchant.town, "编号 " + merchant.id].filter(Boolean);
    made.appendChild(element("p", "quiet", where.join(" · ")));
    return made;
  }

  /** What was typed, by its kind; and what became of a sign or number that is no longer in use. */
  function told(result) {
    return result.hits.filter(function (hit, at, all) {
      return hit.kind !== "id" && all.findIndex(function (one) { return one.text === hit.text; }) === at;
    }).map(function (hit) {
      var line = KINDS[hit.kind] + " " + hit.text;
      if (hit.former) { return line + "：这家店以前的，编号已经更正或变更，现在不用。"; }
      return hit.kind === "sign" ? line + "：" + hit.said + "。" : line;
    });
  }

  function one(kind, heading, lines, result, place) {
    var made = card(kind, heading, lines.concat(told(result)));
    made.appendChild(facts(result.merchant, place));
    made.appendChild(link(page(result.merchant, place), "button", "看实时状态和原因"));
    return made;
  }

  /** Merchants in a list, with their statuses where `pills` says so: next to a doubt no green. */
  function rows(merchants, place, pills) {
    var list = element("ul", "near");
    merchants.slice(0, MOST).forEach(function (merchant) {
      var item = element("li");
      item.appendChild(link(page(merchant, place), "", merchant.id + " " + merchant.name));
      if (pills) {
        item.appendChild(document.createTextNode(" "));
        item.appendChild(pill(merchant, place));
      }
      list.appendChild(item);
    });
    return list;
  }

  function many(kind, heading, lines, result, place) {
    var made = card(kind, heading, lines.concat(told(result).slice(0, 5)));
    result.pages.forEach(function (address) {
      var item = element("p");
      item.appendChild(link(place.base + "/" + address, "", "看原文：" + place.host + "/" + address));
      made.appendChild(item);
    });
    if (result.merchants.length) {
      made.appendChild(element("p", "", "有关的商户 " + result.merchants.length + " 家，以状态页为准："));
      made.appendChild(rows(result.merchants, place, kind === "plain"));
    }
    return made;
  }

  function offers(made, result, place) {
    if (!result.near.length) { return made; }
    made.appendChild(element("p", "", "您要找的是不是："));
    made.appendChild(rows(result.near, place, false));
    return made;
  }

  // What was looked at is the publication, not the day: it says of which day it is.
  function asOf(place) {
    var parts = place.day ? place.day.split("-").map(Number) : null;
    return parts ? "按" + parts[0] + "年" + parts[1] + "月" + parts[2] + "日公开的登记簿" : "按最近一次公开的登记簿";
  }

  function inEnglish(place) { return place.day ? " as of " + place.day : ""; }

  function call(place) { return "请拨打 " + place.hotline + " 告诉我们店名和地址。"; }

  var CARDS = {
    fake: function (result) {
      return card("no", "这是已知的假冒", ["未经本办公室认定。" + result.fake[2], "A known fake."]);
    },
    foreign: function (result, place) {
      var made = card("no", "这不是本站的网址", [
        "您输入的网址属于 " + result.host + "，本登记簿只在 " + place.host + "，也没有商户登记过这个网址。别的网站上显示的“认定有效”一概不作数。",
        "This address is not ours. Only " + place.host + " counts."]);
      if (result.merchant) {
        made.appendChild(element("p", "", "登记簿中编号 " + result.merchant.id + " 的实际情况："));
        made.appendChild(link(page(result.merchant, place), "button", "看本站的状态页"));
      }
      if (result.near.length) {
        made.appendChild(element("p", "", "同一网站上，登记过别的网址的商户（网址须与状态页所写的一致）："));
        made.appendChild(rows(result.near, place, false));
      }
      return made;
    },
    recognised: function (result, place) {
      if (!sure(result.merchant, place)) {
        return one("unsure", "暂不能确认", ["登记簿里有这一家，但这份数据已经过期。请打开状态页，或拨打 " +
          place.hotline + "。"], result, place);
      }
      return one("yes", "认定有效", ["登记簿中有这个编号，" + asOf(place) + "，认定有效。请核对店名和地址，是不是您眼前这一家。",
        "In the registry and recognised" + inEnglish(place) + ". Compare name and address."], result, place);
    },
    "not-recognised": function (result, place) {
      // Expired, withdrawn and closed are no disgrace, and must not look like one.
      var grave = result.merchant.status === "revoked" || result.merchant.status === "suspended";
      return one(grave ? "no" : "plain", "目前没有有效的认定", ["登记簿中有这个编号，但" + asOf(place) + "，它不是认定有效的放心消费单位。",
        "In the registry, but not recognised" + inEnglish(place) + "."], result, place);
    },
    "sign-down": function (result, place) {
      return one("unsure", "这块标牌已经不能用", ["这块标牌是本办公室发的，但不应再挂。它属于下面这一家，以状态页为准；还看见它挂着的，" +
        call(place), "A genuine sign that is no longer in use."], result, place);
    },
    left: function (result, place) {
      return one("unsure", "这个网址现在不是这家店的", ["下面这一家以前登记过这个网址，已经改了：现在上面是谁，本登记簿不知道。请以状态页写的网址为准。",
        "A former address of this merchant: who has it now is not known here."], result, place);
    },
    doubtful: function (result, place) {
      return many("unsure", "有一个号码不在登记簿中", ["不在登记簿中的是 " + result.unknown.join("、") + "。如果它和下面的编号印在同一块标牌上，" +
        call(place), "One of these codes is not in the registry."], result, place);
    },
    conflict: function (result, place) {
      return many("no", "这些号码不是同一家的", ["它们都在登记簿中，但属于不同的商户。如果印在同一块标牌上，" + call(place),
        "These codes belong to different merchants."], result, place);
    },
    several: function (result, place) {
      return many("plain", "登记簿中有几家", ["这个号码属于下面几家，请按店名和地址找您眼前这一家。",
        "In the registry: several merchants share it."], result, place);
    },
    told: function (result, place) {
      return many("plain", "登记簿中有这份文件或这件事", ["这不是标牌上的编号，不说明任何一家现在的状态。",
        "In the registry: a document or an entry, not a merchant."], result, place);
    },
    "own-page": function (result, place) {
      var made = card("plain", "这是本站的网址", ["但它不是商户的状态页。商户状态页的网址是 " + place.host + "/m/编号/。",
        "An address of this site, but not of a merchant."]);
      if (result.moved) {
        made.appendChild(link(place.base + result.moved.to, "button is-quiet", "打开现在的网址"));
      }
      return made;
    },
    "typing-error": function (result, place) {
      return offers(card("unsure", "编号可能抄错了", [
        "最后一位是校验位，与前面的字符对不上。常见的是 0 和 O、1 和 I、2 和 Z、5 和 S、8 和 B 看错。",
        "The check character does not match: probably a typing error."]), result, place);
    },
    unknown: function (result, place) {
      if (result.near.length) {
        return offers(card("unsure", "登记簿中没有这个编号，但有相近的", ["请对照标牌再看一遍。确实一字不差的，" + call(place),
          "This code is not in the registry, but others look like it."]), result, place);
      }
      return card("no", "登记簿中没有这个编号", ["如果它来自店里的标牌，这块标牌不能证明任何认定，" + call(place),
        "This code is not in the registry."]);
    },
    "no-code": function () {
      return card("unsure", "这不像编号", ["编号由 4 到 16 位大写字母和数字组成；登记簿里也没有这样的店名、乡镇街道或类别。",
        "This does not look like a code."]);
    },
    unread: function (result, place) {
      return card("unsure", "暂时读不到登记簿", ["请稍后再试，或拨打 " + place.hotline + "。"]);
    }
  };

  /** The card of a verdict; of what led to a former address of this site, with where it is now. */
  function show(result, place) {
    var made = CARDS[result.verdict](result, place);
    if (result.moved) {
      made.insertBefore(element("p", "", "您输入的是本站以前的网址 " + short(result.moved.from) + "，现在的网址是 " +
        place.host + "。标牌上印着以前网址的，仍然可以核对。"), made.children[1]);
    }
    return made;
  }

  function short(address) { return address.replace(/^https?:\/\//, ""); }

  /** What words find: lists and merchants, as a card; null where they find nothing. */
  function named(lists, merchants, place) {
    if (!lists.length && !merchants.length) { return null; }
    var made = card("plain", "这不是编号，按名称找到", ["Not a code; found by name."]);
    lists.forEach(function (list) { made.appendChild(listLink(list, place)); });
    if (merchants.length) { made.appendChild(rows(merchants, place, true)); }
    return made;
  }

  function listLink(list, place) {
    var item = element("p", "search-list");
    item.appendChild(link(place.base + "/" + list.address, "button is-quiet",
      list.label + (list.number ? "，" + list.number + " 家" : "")));
    return item;
  }

  root.Fangxin.verdict = { show: show, named: named, listLink: listLink };
})(self);
