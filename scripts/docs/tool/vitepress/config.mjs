/** Settings of the builder. What is said here is of looks and of search; pages and contents are made by the scripts. */
import { readFileSync } from "node:fs";

const contents = JSON.parse(readFileSync(new URL("contents.json", import.meta.url), "utf8"));
const RULE = /\b[A-Z]{2,5}-\d{3}\b/g;
const family = (code) => code.slice(0, code.indexOf("-"));
const families = new Set(contents.flatMap(({ items }) => items).map(({ link }) => /^\/spec\/([A-Z]+)$/.exec(link)?.[1]));

/** Every rule has its code as an address, and every code that a text names leads there. */
function linkRules(md) {
  md.core.ruler.push("rules", (state) => {
    const own = state.env.relativePath?.startsWith("spec/");
    for (const block of state.tokens) {
      if (block.type !== "inline") continue;
      let insideLink = 0;
      const children = [];
      for (const [place, token] of block.children.entries()) {
        if (token.type === "link_open") insideLink++;
        if (token.type === "link_close") insideLink--;
        const isHead = own && place === 2 && block.children[1]?.type === "strong_open";
        if (isHead && token.content.match(RULE)?.[0] === token.content) block.children[1].attrSet("id", token.content);
        if (token.type !== "text" || insideLink > 0 || isHead) {
          children.push(token);
          continue;
        }
        let from = 0;
        for (const { 0: code, index } of token.content.matchAll(RULE)) {
          if (!families.has(family(code))) continue;
          const depth = (state.env.relativePath?.split("/").length ?? 1) - 1;
          const before = new state.Token("text", "", 0);
          before.content = token.content.slice(from, index);
          const open = new state.Token("link_open", "a", 1);
          open.attrSet("href", `${"../".repeat(depth) || "./"}spec/${family(code)}.html#${code}`);
          const text = new state.Token("text", "", 0);
          text.content = code;
          children.push(before, open, text, new state.Token("link_close", "a", -1));
          from = index + code.length;
        }
        const rest = new state.Token("text", "", 0);
        rest.content = token.content.slice(from);
        children.push(rest);
      }
      block.children = children;
    }
  });
}

export default {
  lang: "en",
  title: "Novate",
  description: "A clearing house as a protocol.",
  ignoreDeadLinks: false,
  vite: { build: { target: "es2022" } },
  markdown: { html: false, attrs: { disable: true }, config: linkRules },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    nav: contents
      .filter(({ text }) => ["Guides", "Concepts", "Reference", "Rules"].includes(text))
      .map(({ text, items }) => ({ text, link: items[0].link })),
    sidebar: contents,
    docFooter: { prev: false, next: false },
  },
};
