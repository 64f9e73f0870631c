import { getHeapStatistics } from "node:v8";

/** Bytes that the program may have in memory before it runs out: what it keeps for the sake of speed is a share of that. */
export const heapLimitBytes = getHeapStatistics().heap_size_limit;
