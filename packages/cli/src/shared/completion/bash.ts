/**
 * A completion for bash, and for zsh by way of it.
 *
 * @module
 */
import type { ShellCommand, Values } from "./commandTree.ts";

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const answerOf = (values: Values): string =>
  values === "file"
    ? `_novate_paths -f; return`
    : values === "folder"
      ? `_novate_paths -d; return`
      : values === "any"
        ? "return"
        : `words=${quoted(values.join(" "))}`;

function caseOf({ path, below, options, values }: ShellCommand): string {
  const asked = options.flatMap(({ names, values: of }) =>
    of === null ? [] : [`        ${names.join("|")}) ${answerOf(of)} ;;`],
  );
  const names = options.flatMap((one) => one.names).join(" ");
  const others = below.length > 0 ? `words=${quoted(below.map(({ name }) => name).join(" "))}` : answerOf(values);
  return [
    `    ${quoted(path)})`,
    `      case "$before" in`,
    ...asked,
    `        *) if [[ "$now" == -* ]]; then words=${quoted(names)}; else ${others}; fi ;;`,
    "      esac ;;",
  ].join("\n");
}

export const bashCompletion = (commands: readonly ShellCommand[]): string => `# novate: completion for bash
_novate_paths() { local IFS=$'\\n'; COMPREPLY=($(compgen "$1" -- "$now")); compopt -o filenames 2>/dev/null; }
_novate() {
  local now="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}" path="" words="" i next
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    next="\${path:+$path }\${COMP_WORDS[i]}"
    case "$next" in
      ${commands
        .slice(1)
        .map(({ path }) => quoted(path))
        .join("|")}) path="$next" ;;
    esac
  done
  case "$path" in
${commands.map(caseOf).join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$now"))
}
complete -F _novate novate
`;

/** zsh speaks the language of bash's completions. */
export const zshCompletion = (commands: readonly ShellCommand[]): string =>
  `#compdef novate\nautoload -U +X compinit bashcompinit && compinit -u && bashcompinit\n${bashCompletion(commands)}`;
