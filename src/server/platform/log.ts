import { pino, type Logger } from "pino";

export type Log = Logger;

/** The program's log: JSON lines on standard error, so that standard output stays for people and pipes. */
export function openLog(level: string = "info"): Log {
  return pino(
    { level, base: null, redact: ["req.headers.authorization", "req.headers.cookie", "password"] },
    pino.destination({ dest: 2, sync: true }),
  );
}
