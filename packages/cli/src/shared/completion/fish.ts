/**
 * A completion for fish.
 *
 * @module
 */
import type { ShellCommand, ShellOption, Values } from "./commandTree.ts";

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

const answerOf = (values: Values | null): string =>
  values === null
    ? ""
    : typeof values === "string"
      ? values === "any"
        ? " -x"
        : " -rF"
      : ` -xa ${quoted(values.join(" "))}`;

const nameOf = (name: string): string => (name.startsWith("--") ? ` -l ${name.slice(2)}` : ` -s ${name.slice(1)}`);

function linesOf({ path, below, options, values }: ShellCommand): string[] {
  const at = `complete -c novate -n "__novate_at ${quoted(path)}"`;
  const option = ({ names, says, values: of }: ShellOption) =>
    `${at}${names.map(nameOf).join("")}${answerOf(of)} -d ${quoted(says)}`;
  const argument = Array.isArray(values)
    ? [`${at} -a ${quoted(values.join(" "))}`]
    : values === "file" || values === "folder"
      ? [`${at} -F`]
      : [];
  return [
    ...below.map(({ name, says }) => `${at} -a ${name} -d ${quoted(says)}`),
    ...(below.length === 0 ? argument : []),
    ...options.map(option),
  ];
}

export const fishCompletion = (commands: readonly ShellCommand[]): string => `# novate: completion for fish
set -g __novate_paths ${commands
  .slice(1)
  .map(({ path }) => quoted(path))
  .join(" ")}
function __novate_at
  set -l path
  for word in (commandline -opc)[2..-1]
    contains -- (string join ' ' $path $word) $__novate_paths; and set -a path $word
  end
  test "$argv[1]" = "$path"
end
complete -c novate -f
${commands.flatMap(linesOf).join("\n")}
`;
