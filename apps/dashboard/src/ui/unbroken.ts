/** Keeps the phone numbers in a text from being broken over two lines. */
export function unbroken(text: string): string {
  return text.replace(/(?<=\d) (?=\d)/g, '\u00A0');
}
