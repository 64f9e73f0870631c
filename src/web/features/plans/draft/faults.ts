/** What is wrong with terms, and at which field: a JSON Pointer into the terms, such as "/hours/weekly/mon". */
export type Fault = { readonly pointer: string; readonly message: string };

/** The first fault of a field: at its pointer, or below it. */
export const faultAt = (faults: readonly Fault[], pointer: string): string | undefined =>
  faults.find((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))?.message;

/** The first fault at the very pointer, where what lies below has fields of its own. */
export const faultExactlyAt = (faults: readonly Fault[], pointer: string): string | undefined =>
  faults.find((fault) => fault.pointer === pointer)?.message;
