/** The rows of a table written as text, its cells parted by bars, as people can read and edit it. Blank lines are no rows. */
export function rowsOf(text: string): string[][] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.split("|").map((cell) => cell.trim()));
}

/** The items of a cell, parted by semicolons; none of an empty one. */
export const itemsOf = (cell: string): string[] => (cell === "" ? [] : cell.split(";").map((item) => item.trim()));
