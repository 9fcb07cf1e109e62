/** Goal: a page's commands are those that its reader types. Method: a page by hand. */
import { expect, test } from "vitest";
import { readPage } from "./page.ts";

const PAGE = `
\`\`\`sh terminal
npx novate dev
\`\`\`

\`\`\`js [a/b.mjs]
console.log(1);
\`\`\`

What it prints:

\`\`\`
1
\`\`\`

\`\`\`sh
node a/b.mjs |
  cat
\`\`\`
`;

test("commands in their order, files that are saved, and nothing of what is only shown", () => {
  expect(readPage(PAGE)).toEqual({
    commands: [
      { text: "npx novate dev", isTerminal: true },
      { text: "node a/b.mjs |\n  cat", isTerminal: false },
    ],
    files: [{ path: "a/b.mjs", text: "console.log(1);\n" }],
  });
});
