import type { z } from "zod";
import type { channel } from "#api/values.ts";

export type Channel = z.infer<typeof channel>;

const names: Record<Channel, string> = {
  portal: "Portal",
  email: "E-mail",
  phone: "Phone",
  fax: "Fax",
  api: "API",
  chat: "Chat",
};

const ways: Record<Channel, string> = {
  portal: "through the portal",
  email: "by e-mail",
  phone: "by phone",
  fax: "by fax",
  api: "through the API",
  chat: "by chat",
};

/** "E-mail". */
export const channelName = (of: Channel): string => names[of];

/** "by e-mail", to end a sentence. */
export const channelWay = (of: Channel): string => ways[of];

export const severityNames = { 1: "1 · Critical", 2: "2 · High", 3: "3 · Medium", 4: "4 · Low" } as const;

/** From the gravest on. */
export const severityLevels = [1, 2, 3, 4] as const;
