import { ActionIcon } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical } from "@tabler/icons-react";
import { useRef, type KeyboardEvent, type PointerEvent } from "react";
import styles from "./order-list.module.css";
import { movedTo } from "./moved-to.ts";

type Item = { readonly id: string; readonly label: string; readonly detail?: string };
type Props = {
  readonly label: string;
  /** From the first to the last. */
  readonly items: readonly Item[];
  /** Left out where the order is only shown. */
  readonly onChange?: ((ids: string[]) => void) | undefined;
};

/** A list in an order of somebody's making: dragged by its grip, stepped by its arrows or, on the grip, by the keys ↑ and ↓. */
export function OrderList({ label, items, onChange }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const ids = items.map(({ id }) => id);
  const move = (id: string, to: number): void => {
    const next = movedTo(ids, id, to);
    if (next !== ids) onChange?.(next);
  };
  return (
    <ol className={styles["list"]} aria-label={label} ref={list}>
      {items.map((item, index) => (
        <li key={item.id} className={styles["item"]}>
          <span className={styles["place"]}>{index + 1}</span>
          {onChange && (
            <Grip
              item={item}
              index={index}
              of={items.length}
              rowAt={(y) => rowAt(list.current, y)}
              onMove={(to) => move(item.id, to)}
            />
          )}
          <span className={styles["words"]}>
            {item.label}
            {item.detail && <span className={styles["detail"]}>{item.detail}</span>}
          </span>
          {onChange && (
            <span className={styles["steps"]}>
              <Step way="up" item={item} disabled={index === 0} onStep={() => move(item.id, index - 1)} />
              <Step way="down" item={item} disabled={index === items.length - 1} onStep={() => move(item.id, index + 1)} />
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

/** The row at a height of the screen; the nearest where it is above or below them all. */
function rowAt(list: HTMLOListElement | null, y: number): number {
  const rows = [...(list?.children ?? [])].map((row) => row.getBoundingClientRect());
  const below = rows.findIndex(({ bottom }) => y < bottom);
  return below < 0 ? rows.length - 1 : below;
}

type GripProps = {
  readonly item: Item;
  readonly index: number;
  readonly of: number;
  readonly rowAt: (y: number) => number;
  readonly onMove: (to: number) => void;
};

function Grip({ item, index, of, rowAt, onMove }: GripProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: of - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onMove(to);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(rowAt(event.clientY));
  };
  return (
    <button
      type="button"
      className={styles["grip"]}
      aria-label={`${item.label}, ${index + 1} of ${of}: move with the arrow keys`}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
    >
      <IconGripVertical size={17} aria-hidden />
    </button>
  );
}

type StepProps = { readonly way: "up" | "down"; readonly item: Item; readonly disabled: boolean; readonly onStep: () => void };

function Step({ way, item, disabled, onStep }: StepProps) {
  const Icon = way === "up" ? IconArrowUp : IconArrowDown;
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={`Move ${item.label} ${way}`}
      disabled={disabled}
      onClick={onStep}
    >
      <Icon size={17} aria-hidden />
    </ActionIcon>
  );
}
