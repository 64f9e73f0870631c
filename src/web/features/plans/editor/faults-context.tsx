import { createContext, useContext } from "react";
import { faultAt, faultExactlyAt, type Fault } from "../draft/faults.ts";
import styles from "./fields.module.css";

const Faults = createContext<readonly Fault[]>([]);

/** Tells the fields below what is wrong with them. */
export const FaultsOf = Faults.Provider;

/** What is wrong with the field of a pointer or with anything below it. */
export const useFault = (pointer: string): string | undefined => faultAt(useContext(Faults), pointer);

/** What is wrong with a group as a whole: what is wrong below it stands at its fields. */
export const useFaultExactly = (pointer: string): string | undefined => faultExactlyAt(useContext(Faults), pointer);

/** The element's id of the field of a pointer: a fault told elsewhere leads to it. */
export const fieldId = (pointer: string): string => `field${pointer.replaceAll(/[^\w-]/g, "-")}`;

/** The fault of a group as a whole, below it. */
export function GroupFault({ pointer }: { pointer: string }) {
  const fault = useFaultExactly(pointer);
  return fault ? (
    <p className={styles["fault"]} id={`${fieldId(pointer)}-fault`}>
      {fault}
    </p>
  ) : null;
}
