/* The form writes what `fangxin check` reads. Decap's own YAML would turn 0579 into a number, and
   leave `until: ""` where nothing was filled in; so files are read and written here, all as text. */
(() => {
  "use strict";
  window.CMS_MANUAL_INIT = true;
  const GAP = "\u2002"; // between a label and its code, as in generator/fangxin/site/cms/widgets.py
  const COMMENT = "#"; // under which the comment at the head of a file is kept
  const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const { formats, merchants, content, trial, folders } =
    JSON.parse(document.getElementById("fangxin").textContent);

  /* --- values: from the file into the form, and back --- */

  const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

  const intoForm = (value, shape) => {
    if (Array.isArray(value)) return value.map((one) => intoForm(one, shape));
    if (isMap(value)) {
      const entries = Object.entries(value).map(([key, inner]) => {
        const known = shape?.fields?.[key] ?? {};
        const told = intoForm(inner, known);
        return [key, known.one && isMap(inner) ? [told] : told];
      });
      return Object.fromEntries(entries);
    }
    const label = shape?.choices?.[value];
    return label === undefined ? value : label + GAP + value;
  };

  const cleaned = (text) =>
    String(text).split(GAP).pop().normalize("NFC")
      .replace(/\r\n?/g, "\n").replace(/\u00a0/g, " ").trim();

  const isEmpty = (value) =>
    value === "" || value === undefined || (typeof value === "object" && !Object.keys(value).length);

  /* Without what is empty, in the order of the field table; undefined when nothing is left. */
  const intoFile = (value, shape) => {
    if (value === null || value === undefined) return undefined;
    if (Array.isArray(value)) {
      const items = value.map((one) => intoFile(one, shape)).filter((one) => !isEmpty(one));
      return shape?.one ? items[0] : items;
    }
    if (!isMap(value)) return cleaned(value);
    const known = Object.keys(shape?.fields ?? {});
    const others = Object.keys(value).filter((key) => !known.includes(key));
    const entries = [...known, ...others]
      .map((key) => [key, intoFile(value[key], shape?.fields?.[key])])
      .filter(([, inner]) => !isEmpty(inner));
    return Object.fromEntries(entries);
  };

  /* --- ids: the next one of its kind, where an official left it to us --- */

  const idsIn = (value) => {
    if (Array.isArray(value)) return value.flatMap(idsIn);
    if (!isMap(value)) return [];
    return [...(value.id ? [value.id] : []), ...Object.values(value).flatMap(idsIn)];
  };

  const nextId = (like, item, taken) => {
    const day = Object.values(item).find((one) => /^\d{4}-\d\d-\d\d$/.test(one)) ?? "";
    const yearly = /^(.*-)\d{4}-(\d+)$/.exec(like);
    const prefix = yearly ? `${yearly[1]}${day.slice(0, 4)}-` : like.replace(/\d+$/, "");
    const numbers = taken.filter((id) => id.startsWith(prefix))
      .map((id) => id.slice(prefix.length)).filter((rest) => /^\d+$/.test(rest)).map(Number);
    const number = String(Math.max(0, ...numbers) + 1);
    return prefix + (yearly ? number.padStart(yearly[2].length, "0") : number);
  };

  const numbered = (value, shape, taken) => {
    if (Array.isArray(value)) return value.map((one) => numbered(one, shape, taken));
    if (!isMap(value)) return value;
    const like = shape?.fields?.id?.like;
    const id = value.id ?? (like && nextId(like, value, taken));
    if (id && !value.id) taken.push(id);
    const entries = Object.entries(value)
      .map(([key, inner]) => [key, numbered(inner, shape?.fields?.[key], taken)]);
    return Object.fromEntries(id ? [["id", id], ...entries] : entries);
  };

  /* --- files --- */

  const load = (text) => window.jsyaml.load(text, { schema: window.jsyaml.FAILSAFE_SCHEMA });
  const dump = (value, flowLevel) => window.jsyaml.dump(value, {
    schema: window.jsyaml.FAILSAFE_SCHEMA, lineWidth: -1, noRefs: true, quotingType: '"', flowLevel,
  });
  const commentOf = (text) => /^(?:#[^\n]*\n)*/.exec(text)[0];

  const READ = {
    record: (text) => load(text),
    rows: (text) => ({ rows: load(text) ?? [] }),
    map: (text, shape) => ({
      rows: Object.entries(load(text) ?? {}).map(([key, row]) => ({ [shape.key]: key, ...row })),
    }),
    notice: (text) => {
      const [head, ...rest] = text.split(/\n[ \t]*\n/);
      const lines = head.split("\n").map((line) => /^(\w+): *(.*)$/.exec(line)).filter(Boolean);
      const values = Object.fromEntries(lines.map(([, key, value]) => [key, value.trim()]));
      return { ...values, body: rest.join("\n\n") };
    },
  };
  const WRITE = {
    record: (value) => dump(value, 3),
    rows: (value) => dump(value.rows ?? [], 3),
    map: (value, shape) => dump(Object.fromEntries((value.rows ?? []).map((row) => {
      const { [shape.key]: key, ...rest } = row;
      return [key, rest];
    })), 1),
    notice: ({ body, ...head }) => {
      const lines = Object.entries(head).map(([key, value]) => `${key}: ${value.replace(/\s+/g, " ")}`);
      return `${lines.join("\n")}\n\n${body ?? ""}\n`;
    },
  };
  const inside = (shape) =>
    ["rows", "map"].includes(shape.kind) ? { fields: { rows: { label: "", fields: shape.fields } } } : shape;

  const parsed = (text, shape) => READ[shape.kind](text, shape);
  const fromFile = (text, shape) => {
    const value = intoForm(parsed(text, shape), inside(shape));
    const comment = shape.kind === "notice" ? "" : commentOf(text);
    return comment ? { ...value, [COMMENT]: comment } : value;
  };
  const toFile = (data, shape) => {
    const { [COMMENT]: comment, file, ...values } = data;
    const value = intoFile(values, inside(shape)) ?? {};
    const whole = shape.kind === "notice" ? value : numbered(value, inside(shape), idsIn(value));
    return (comment ?? "") + WRITE[shape.kind](whole, shape);
  };

  /* --- what a commit says, and what it must not do --- */

  const formatOf = (path) => {
    if (path.startsWith(`${merchants}/`)) return "record";
    if (path.startsWith(`${content}/notices/`)) return "notice";
    return Object.keys(formats).find((name) => path.endsWith(`/${name}.yml`));
  };
  const realPath = (path) => // Decap writes new names in small letters
    formatOf(path) === "record" ? path.replace(/[^/]*(?=\.yml$)/, (name) => name.toUpperCase()) : path;
  const stemOf = (path) => /([^/]*)\.\w+$/.exec(path)[1];
  const plain = (value, shape) => shape?.choices?.[value] ?? value;

  const told = (item, shape) => Object.entries(item)
    .filter(([, value]) => typeof value === "string").slice(0, 3)
    .map(([key, value]) => plain(value, shape?.fields?.[key])).join(" ");
  const keyOf = (item, index) => (isMap(item) ? item.id ?? item.number ?? item.fact ?? `${index}` : item);
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  /* In words, what is another in `after` than in `before`. */
  const changes = (before, after, fields) => Object.entries(fields).flatMap(([key, shape]) => {
    const [old, now] = [before?.[key], after?.[key]];
    if (same(old, now)) return [];
    if (isMap(now) && !shape.one) return changes(old, now, shape.fields);
    if (!Array.isArray(now)) return [`${old === undefined ? "填写" : "改动"}${shape.label}`];
    const known = new Map((old ?? []).map((item, index) => [keyOf(item, index), item]));
    return now.flatMap((item, index) => {
      const was = known.get(keyOf(item, index));
      if (same(was, item)) return [];
      return [was === undefined ? `新增${shape.label} ${told(item, shape)}`
        : `补充${shape.label} ${keyOf(item, index)}`];
    });
  });

  /* Whether everything that stood in `before` still stands in `after`. */
  const keeps = (before, after) => {
    if (Array.isArray(before)) {
      return Array.isArray(after) && before.every((one) => after.some((other) => keeps(one, other)));
    }
    if (!isMap(before)) return before === after;
    return isMap(after) && Object.entries(before).every(([key, value]) => keeps(value, after[key]));
  };
  const facts = (value) => {
    if (Array.isArray(value)) return value.flatMap(facts);
    if (!isMap(value)) return [];
    return [...(value.id ? [value] : []), ...Object.values(value).flatMap(facts)];
  };
  const refuseLoss = (before, after) => {
    const now = new Map(facts(after).map((fact) => [fact.id, fact]));
    const lost = facts(before).filter((fact) => !keeps(fact, now.get(fact.id)));
    if (lost.length) {
      throw new Error(`${lost.map((fact) => fact.id).join("、")} 已经登记，只能补充，不能改动或删去；`
        + "写错了请在这一条里填“登记有误”，另加一条对的");
    }
  };

  /* Who a merchant is changes by an entry that says since when, and by which document. */
  const refuseSilence = (before, after) => {
    const now = (after.changes ?? []).slice((before.changes ?? []).length).map((one) => one.field);
    const silent = ["name", "address", "uscc"]
      .filter((key) => before[key] !== undefined && before[key] !== after[key] && !now.includes(key));
    if (silent.length) {
      const labels = silent.map((key) => formats.record.fields[key].label).join("、");
      throw new Error(`改了${labels}，请同时在“变更”里新增一条，写明哪天变、依据的文号`);
    }
  };

  const refuseName = (path, format) => {
    const stem = stemOf(path);
    if (format === "record" && !isId(stem)) {
      throw new Error(/-\d+$/.test(stem) ? `编号 ${stem.replace(/-\d+$/, "")} 已经有商户用了，请换一个`
        : `${stem} 不是有效的商户编号`);
    }
  };

  const messageOf = (path, format, before, after) => {
    const shape = formats[format];
    const named = { record: `${after.name} ${stemOf(path)}`, notice: `公告“${after.Title}”`,
      dishonest: "严重违法失信名单", misuse: "冒用举报", documents: "文件目录" }[format];
    if (format === "notice") return `${before ? "修改" : "发布"}${named}`;
    const said = changes(before ?? {}, after, inside(shape).fields);
    const begin = before ? named : `新建档案 ${named}`;
    const facts = before ? said : said.filter((one) => one.startsWith("新增"));
    return facts.length ? `${begin}：${facts.join("；")}` : begin;
  };

  /* A backend of Decap's with our names, messages and refusals. */
  const wrap = (name) => {
    const inner = window.CMS.getBackend(name);
    window.CMS.registerBackend(`fangxin-${name}`, function Backend(config, options) {
      const backend = inner.init(config, options);
      const [get, persist] = [backend.getEntry.bind(backend), backend.persistEntry.bind(backend)];
      const published = (path) => get(path).then((entry) => entry.data || "", () => "");
      const prepared = async (file) => {
        const path = realPath(file.path);
        const format = formatOf(path);
        const old = await published(path);
        if (!old) refuseName(path, format);
        const before = old ? parsed(old, formats[format]) : null;
        const after = parsed(file.raw, formats[format]);
        if (before && format !== "notice" && format !== "documents") refuseLoss(before, after);
        if (before && format === "record") refuseSilence(before, after);
        return [{ ...file, path }, messageOf(path, format, before, after)];
      };
      backend.getEntry = (path) => get(realPath(path));
      backend.persistEntry = async (entry, given) => {
        const files = await Promise.all(entry.dataFiles.map(prepared));
        const commitMessage = files.map(([, message]) => message).join("；");
        return persist({ ...entry, dataFiles: files.map(([file]) => file) }, { ...given, commitMessage });
      };
      return backend;
    });
  };

  /* --- the name of a new file --- */

  const checkCharacter = (body) => {
    const doubled = (sum) => ((sum || 36) * 2) % 37;
    const sum = [...body].reduce((kept, char) => (doubled(kept) + ALPHABET.indexOf(char)) % 36, 18);
    return ALPHABET[(37 - doubled(sum)) % 36];
  };
  const isId = (text) =>
    /^[A-Z0-9]{4,16}$/.test(text) && checkCharacter(text.slice(0, -1)) === text.slice(-1);

  const NAMES = {
    "fangxin-id": {
      typed: (text) => text.toUpperCase().replace(/[^A-Z0-9]/g, ""),
      good: isId,
      advice: (text) => {
        if (!/^[A-Z0-9]{3,16}$/.test(text)) return "4 至 16 位大写字母和数字，例如 PJ 加两位年份加四位顺序号";
        const body = text.slice(0, -1);
        return `末位校验字符应是 ${checkCharacter(body)}（${body}${checkCharacter(body)}）；`
          + `还没写校验字符的话，完整编号是 ${text}${checkCharacter(text)}`;
      },
      fixed: (text) => text.toUpperCase(),
    },
    "fangxin-name": {
      typed: (text) => text.toLowerCase().replace(/[^a-z0-9-]/g, ""),
      good: (text) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text),
      advice: () => "小写字母、数字和短横，例如 spring-2027",
      fixed: (text) => text,
    },
  };
  const nameControl = (rules) => window.createClass({
    isValid() {
      const { entry, value } = this.props;
      if (!entry.get("newRecord") || rules.good(value ?? "")) return true;
      return { error: { message: value ? rules.advice(value) : "请填写，保存后不能再改" } };
    },
    render() {
      const { entry, value, forID, classNameWrapper, onChange, setActiveStyle, setInactiveStyle } =
        this.props;
      if (!entry.get("newRecord")) {
        return window.h("p", { className: "fixed-name" }, rules.fixed(entry.get("slug")));
      }
      const input = window.h("input", {
        id: forID, className: classNameWrapper, type: "text", value: value ?? "", autoComplete: "off",
        onChange: (event) => onChange(rules.typed(event.target.value)),
        onFocus: setActiveStyle, onBlur: setInactiveStyle,
      });
      const good = rules.good(value ?? "");
      const advice = good ? "✓ 可以用" : rules.advice(value ?? "");
      return window.h("div", {}, input,
        value ? window.h("p", { className: good ? "good-name" : "bad-name" }, advice) : null);
    },
  });

  /* The trial's store is a tree of folders, but it looks for a folder's list under its whole path. */
  const layOut = (folder) => {
    const files = (window.repoFiles ??= {});
    const inner = folder.split("/").reduce((node, part) => (node[part] ??= {}), files);
    files[folder] = inner;
  };

  const merged = (words, ours) => {
    const entries = Object.entries(ours)
      .map(([key, one]) => [key, isMap(one) ? merged(words[key] ?? {}, one) : one]);
    return { ...words, ...Object.fromEntries(entries) };
  };

  window.addEventListener("DOMContentLoaded", () => {
    const words = merged(window.CMS.getLocale("zh_Hans"), window.fangxinWords);
    window.CMS.registerLocale("zh_Hans", words);
    if (trial) folders.forEach(layOut);
    for (const [name, shape] of Object.entries(formats)) {
      window.CMS.registerCustomFormat(`fangxin-${name}`, shape.kind === "notice" ? "md" : "yml", {
        fromFile: (text) => fromFile(text, shape),
        toFile: (data) => toFile(data, shape),
      });
    }
    for (const name of ["forgejo", "gitea", "gitlab", "github", "test-repo"]) wrap(name);
    for (const [name, rules] of Object.entries(NAMES)) {
      window.CMS.registerWidget(name, nameControl(rules));
    }
    window.CMS.init();
  });
})();
