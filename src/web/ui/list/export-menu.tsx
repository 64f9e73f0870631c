import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconFileSpreadsheet } from "@tabler/icons-react";

/** What the server writes out: CSV and XLSX, each at an address of its own. */
export type ExportAddresses = { readonly csv: string; readonly xlsx: string };

type Props = {
  readonly label: string;
  readonly addresses: ExportAddresses;
  readonly disabled?: boolean;
};

/** A file of all that a filter leaves, whatever is drawn, in the form that is chosen. */
export function ExportMenu({ label, addresses, disabled = false }: Props) {
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          disabled={disabled}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={addresses.csv} download>
          CSV
        </Menu.Item>
        <Menu.Item component="a" href={addresses.xlsx} download>
          Excel (XLSX)
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
