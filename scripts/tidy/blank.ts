/**
 * Takes comments and texts out of source, so that patterns see code only.
 *
 * @module
 */

export interface BlankedSource {
  /** Comments replaced by spaces; every line and column where it was. */
  readonly withoutComments: string;
  /** Contents of texts, templates and regular expressions replaced as well. */
  readonly codeOnly: string;
}

const SPACES = (text: string): string => text.replace(/[^\n]/g, " ");

/** After these a slash begins a regular expression; after anything else it divides. */
const BEFORE_REGEX =
  /(^|[=(,:;!&|?{}[<>+\-*%~^]|\b(?:return|typeof|case|in|of|do|else|void|delete|throw|await|yield))\s*$/;

const TOKEN = {
  lineComment: /\/\/[^\n]*/y,
  blockComment: /\/\*[\s\S]*?(?:\*\/|$)/y,
  text: /"(?:[^"\\\n]|\\[\s\S])*"?|'(?:[^'\\\n]|\\[\s\S])*'?/y,
  regex: /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y,
  templatePart: /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y,
} as const;

function matchAt(pattern: RegExp, source: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(source)?.[0] ?? "";
}

export function blank(source: string): BlankedSource {
  let withoutComments = "";
  let codeOnly = "";
  let index = 0;
  /** For each open template: how many braces are open inside its current expression. */
  const templates: number[] = [];

  const take = (text: string, kind: "code" | "comment" | "text"): void => {
    withoutComments += kind === "comment" ? SPACES(text) : text;
    codeOnly += kind === "code" ? text : SPACES(text);
    index += text.length;
  };
  const takeText = (text: string): void => {
    take(text.slice(0, 1), "code");
    take(text.slice(1, -1), "text");
    take(text.slice(Math.max(1, text.length - 1)), "code");
  };
  /** The text of a template up to its end, or up to the expression that opens next. */
  const takeTemplatePart = (): void => {
    take(matchAt(TOKEN.templatePart, source, index), "text");
    if (source.startsWith("${", index)) {
      take("${", "code");
      templates.push(0);
    } else take(source.slice(index, index + 1), "code");
  };

  while (index < source.length) {
    const character = source[index]!;
    const open = templates.length - 1;
    if (source.startsWith("//", index)) take(matchAt(TOKEN.lineComment, source, index), "comment");
    else if (source.startsWith("/*", index)) take(matchAt(TOKEN.blockComment, source, index), "comment");
    else if (character === '"' || character === "'") takeText(matchAt(TOKEN.text, source, index));
    else if (character === "`") {
      take("`", "code");
      takeTemplatePart();
    } else if (character === "}" && templates[open] === 0) {
      templates.pop();
      take("}", "code");
      takeTemplatePart();
    } else if (character === "/" && BEFORE_REGEX.test(codeOnly.slice(-40))) {
      const regex = matchAt(TOKEN.regex, source, index);
      if (regex === "") take("/", "code");
      else takeText(regex);
    } else {
      if (open >= 0 && character === "{") templates[open]!++;
      if (open >= 0 && character === "}") templates[open]!--;
      take(character, "code");
    }
  }
  return { withoutComments, codeOnly };
}
