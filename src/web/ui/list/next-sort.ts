/** What the address says after a press on a column's heading: ascending, then descending, then the server's order again. */
export function nextSort(sort: string | undefined, column: string): string | undefined {
  if (sort === column) return `-${column}`;
  return sort === `-${column}` ? undefined : column;
}
