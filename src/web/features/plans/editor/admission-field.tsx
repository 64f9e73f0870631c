import type { Channel, Severity } from "#core/entitlement/terms.ts";
import { channel as channelSchema } from "#api/values.ts";
import { Chips, ChoiceField } from "#web/domain/admits/choice-field.tsx";
import type { Choice } from "#web/domain/admits/choice.ts";
import { ProductChoice } from "#web/domain/admits/product-choice.tsx";
import { channelName, severityLevels, severityNames } from "#web/domain/channel-words.ts";
import type { AdmissionDraft } from "../draft/terms-draft.ts";
import { fieldId, useFault } from "./faults-context.tsx";

const channelOptions = channelSchema.options.map((value) => ({ value, label: channelName(value) }));
const severityOptions = severityLevels.map((value) => ({ value, label: severityNames[value] }));

type Props = {
  readonly admission: AdmissionDraft;
  /** Where it stands in the terms; "" for the plan itself. */
  readonly pointer: string;
  readonly onChange: (changes: Partial<AdmissionDraft>) => void;
};

/** Which requests are meant: by channel, severity and product, each any, only these or none (ENT5). */
export function AdmissionFields({ admission: { channels, severities, products }, pointer, onChange }: Props) {
  return (
    <>
      <ChannelsField choice={channels} pointer={`${pointer}/channels`} onChange={(next) => onChange({ channels: next })} />
      <SeveritiesField
        choice={severities}
        pointer={`${pointer}/severities`}
        onChange={(next) => onChange({ severities: next })}
      />
      <ProductChoice
        choice={products}
        id={fieldId(`${pointer}/products`)}
        fault={useFault(`${pointer}/products`)}
        onChange={(next) => onChange({ products: next })}
      />
    </>
  );
}

type FieldProps<T> = { readonly choice: Choice<T>; readonly pointer: string; readonly onChange: (choice: Choice<T>) => void };

function ChannelsField({ choice, pointer, onChange }: FieldProps<Channel>) {
  return (
    <ChoiceField label="Channels" choice={choice} onChange={onChange} id={fieldId(pointer)} fault={useFault(pointer)}>
      <Chips
        label="Channels admitted"
        options={channelOptions}
        chosen={choice.only}
        onChange={(only) => onChange({ ...choice, only })}
      />
    </ChoiceField>
  );
}

function SeveritiesField({ choice, pointer, onChange }: FieldProps<Severity>) {
  return (
    <ChoiceField label="Severities" choice={choice} onChange={onChange} id={fieldId(pointer)} fault={useFault(pointer)}>
      <Chips
        label="Severities admitted"
        options={severityOptions}
        chosen={choice.only}
        onChange={(only) => onChange({ ...choice, only })}
      />
    </ChoiceField>
  );
}
