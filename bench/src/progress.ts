/** Shows the progress in one line on a terminal, and nothing elsewhere. */
export function progressOn(stream: NodeJS.WriteStream): { show: (text: string) => void; clear: () => void } {
  if (!stream.isTTY) return { show() {}, clear() {} };
  const clear = () => {
    stream.clearLine(0);
    stream.cursorTo(0);
  };
  return {
    show(text) {
      clear();
      stream.write(text.slice(0, stream.columns - 1));
    },
    clear,
  };
}
