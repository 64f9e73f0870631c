import { Menu, useMantineColorScheme, type MantineColorScheme } from "@mantine/core";
import {
  IconChevronRight,
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSun,
  type TablerIcon,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { signOut } from "#api/identity.ts";
import { forgetSession, useSession } from "#web/query/session.ts";
import { useWrite } from "#web/query/writes.ts";
import { roleWords } from "#web/domain/role-words.ts";
import styles from "./shell.module.css";

const schemes: readonly { value: MantineColorScheme; label: string; icon: TablerIcon }[] = [
  { value: "auto", label: "As the system", icon: IconDeviceDesktop },
  { value: "light", label: "Light", icon: IconSun },
  { value: "dark", label: "Dark", icon: IconMoon },
];

/** Who is signed in, and what is theirs alone: light or dark, the keys, leaving. */
export function Person({ onKeys }: { onKeys: () => void }) {
  const { user } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const leave = useSignOut();
  return (
    <Menu position="top-start" width={232} shadow="md">
      <Menu.Target>
        <button type="button" className={styles["person"]}>
          <span className={styles["initials"]} aria-hidden>
            {initialsOf(user.name)}
          </span>
          <span className={styles["who"]}>
            <span className={styles["name"]}>{user.name}</span>
            <span className={styles["role"]}>{roleWords(user.role)}</span>
          </span>
          <IconChevronRight size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Appearance</Menu.Label>
        {schemes.map(({ value, label, icon: Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={17} aria-hidden />}
            rightSection={colorScheme === value ? "✓" : undefined}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconKeyboard size={17} aria-hidden />} rightSection={<kbd>?</kbd>} onClick={onKeys}>
          Keys
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={17} aria-hidden />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function useSignOut(): () => void {
  const queries = useQueryClient();
  const router = useRouter();
  const write = useWrite(signOut);
  return () =>
    write.mutate(
      {},
      {
        onSuccess: () => {
          forgetSession(queries);
          void router.navigate({ to: "/sign-in", search: {}, ignoreBlocker: true, reloadDocument: true });
        },
      },
    );
}

function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/);
  return [parts[0], parts.length > 1 ? parts.at(-1) : ""].map((part) => part?.charAt(0).toUpperCase() ?? "").join("");
}
