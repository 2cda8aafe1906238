import type { Column, Fetched } from "~/ui/List";

const MOST = 1_000;

/** Every row that matches, as a file for a spreadsheet; fetched page by page, at most 100,000 rows. */
export async function exportRows<Row>(
  name: string,
  columns: Column<Row>[],
  fetchPage: (page: number) => Promise<Fetched<Row>>,
): Promise<void> {
  const kept = columns.flatMap(({ title, text }) => (text ? [{ title, text }] : []));
  const parts = ["\ufeff", line(kept.map((one) => one.title))];
  let seen = 0;
  for (let page = 1; page <= MOST; page++) {
    const { rows, total } = await fetchPage(page);
    for (const row of rows) parts.push(line(kept.map((one) => one.text(row))));
    seen += rows.length;
    if (!rows.length || seen >= total) break;
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(parts, { type: "text/csv" }));
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}

function line(cells: string[]): string {
  return `${cells.map(quoted).join(",")}\r\n`;
}

// A cell that begins like a formula is text to a spreadsheet only with an apostrophe before it.
function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return `"${safe.replaceAll('"', '""')}"`;
}
