import type { WorkSummary } from './summary.ts';

const [WIDTH, LABEL, BAR, GAP, FIGURE] = [760, 190, 16, 6, 90];
const COLOURS: Record<string, string> = { Linekeeper: '#0f766e', 'Same SQL without HTTP': '#cbd5e1' };

/** Requests a second as bars, each work on a scale of its own. */
export function figuresSvg(summaries: readonly WorkSummary[]): string {
  const parts: string[] = [];
  let y = 8;
  const text = (x: number, content: string, extra = '') =>
    `<text x="${x}" y="${y + BAR - 4}"${extra}>${content.replaceAll('&', '&amp;')}</text>`;
  for (const { work, sides } of summaries) {
    parts.push(text(0, `${work}, requests/s`, ' font-weight="600"'));
    y += BAR + GAP;
    const most = Math.max(...sides.map((side) => side.requestsPerSecond.median));
    for (const { name, requestsPerSecond } of sides) {
      const width = Math.max(1, Math.round((requestsPerSecond.median / most) * (WIDTH - LABEL - FIGURE)));
      parts.push(
        text(LABEL - 10, name, ' text-anchor="end"'),
        `<rect x="${LABEL}" y="${y}" width="${width}" height="${BAR}" rx="2" fill="${COLOURS[name] ?? '#94a3b8'}"/>`,
        text(LABEL + width + 8, Math.round(requestsPerSecond.median).toLocaleString('en')),
      );
      y += BAR + GAP;
    }
    y += BAR;
  }
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" font-family="system-ui, sans-serif" font-size="12" fill="#1e293b">`;
  return `${open}\n<rect width="100%" height="100%" fill="#fff"/>\n${parts.join('\n')}\n</svg>\n`;
}
