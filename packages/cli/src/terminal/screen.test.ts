/** Goal: a window is drawn anew at whatever size it has, and given back; a log gets lines. Method: captured text. */
import { expect, test } from "vitest";
import { createScreen } from "./screen.ts";

function screenOn(isTerminal: boolean) {
  const written: string[] = [];
  const size = { columns: 12, rows: 4 };
  let resized = (): void => {};
  const io = {
    err: (text: string) => void written.push(text),
    isTerminal,
    hasColour: false,
    get columns() {
      return size.columns;
    },
    get rows() {
      return size.rows;
    },
    onResize(listener: () => void) {
      resized = listener;
      return () => {
        resized = () => {};
      };
    },
  };
  const resize = (columns: number): void => {
    size.columns = columns;
    resized();
  };
  return { screen: createScreen(io), written, resize };
}

const frame = (name: string) => ({
  line: `${name}, in a line`,
  draw: ({ columns, rows }: { columns: number; rows: number }) => [`${name} ${columns}`, `by ${rows}`],
});

const ENTER = "\x1b[?1049h\x1b[?25l";
const LEAVE = "\x1b[?25h\x1b[?1049l";
const drawn = (...lines: string[]): string => `\x1b[H${lines.map((line) => `${line}\x1b[K\r\n`).join("")}\x1b[J`;

test("each frame begins at the corner and wipes what it does not write; what was said comes when the window is given back", () => {
  const { screen, written, resize } = screenOn(true);
  screen.say("before");
  screen.show(frame("one"));
  screen.say("news");
  resize(9);
  screen.show(frame("two"));
  screen.close();
  resize(20);
  screen.close();
  expect(written).toEqual([
    "before\n",
    ENTER,
    drawn("one 12", "by 3"),
    drawn("one 9", "by 3"),
    drawn("two 9", "by 3"),
    LEAVE,
    "news\n",
  ]);
});

test("a window that was never drawn is never left", () => {
  const { screen, written } = screenOn(true);
  screen.close();
  expect(written).toEqual([]);
});

test("a process that ends in the middle gives the window back", () => {
  const before = process.listenerCount("exit");
  const { screen, written } = screenOn(true);
  screen.show(frame("one"));
  const [leave] = process.listeners("exit").slice(before);
  (leave as () => void)();
  expect(written.at(-1)).toBe(LEAVE);
  screen.close();
  expect(process.listenerCount("exit")).toBe(before);
});

test("a log gets plain lines, and no more than one frame at a time", () => {
  const { screen, written } = screenOn(false);
  expect(screen.isDue()).toBe(true);
  screen.show(frame("one"));
  expect(screen.isDue()).toBe(false);
  screen.say("news");
  screen.close();
  expect(written).toEqual(["one, in a line\n", "news\n"]);
});
