// Of a value that may have several forms: what is wrong with the one that was meant. What the others would have asked for says
// nothing to whoever sent it, and hides what does. Pure.
import type { Compile } from 'typebox/compile';

export type SchemaFault = ReturnType<ReturnType<typeof Compile>['Errors']>[number];

/** `faults` in the order they were found: those of each form, then that none of the forms fits. */
export function ofMeantForms(faults: readonly SchemaFault[]): SchemaFault[] {
  let kept: SchemaFault[] = [];
  for (const fault of faults) {
    if (fault.keyword !== 'anyOf') {
      kept.push(fault);
      continue;
    }
    const forms = formsOf(fault, kept);
    const others = kept.filter((one) => ![...forms.values()].flat().includes(one));
    kept = [...others, ...meant(fault, [...forms.values()])];
  }
  return kept;
}

/** By the number of the form: what keeps the value from being it. */
function formsOf({ schemaPath, instancePath }: SchemaFault, faults: readonly SchemaFault[]) {
  const under = `${schemaPath}/anyOf/`;
  const forms = new Map<string, SchemaFault[]>();
  for (const fault of faults) {
    if (!fault.schemaPath.startsWith(under)) continue;
    if (fault.instancePath !== instancePath && !fault.instancePath.startsWith(`${instancePath}/`)) continue;
    const [form = ''] = fault.schemaPath.slice(under.length).split('/');
    forms.set(form, [...(forms.get(form) ?? []), fault]);
  }
  return forms;
}

function meant(union: SchemaFault, forms: readonly SchemaFault[][]): SchemaFault[] {
  const { instancePath } = union;
  const otherType = (fault: SchemaFault) => fault.keyword === 'type' && fault.instancePath === instancePath;
  const ofType = forms.filter((form) => !form.some(otherType));
  if (ofType.length === 0) return forms.length === 0 ? [union] : [asOneType(forms.flat().filter(otherType))];
  // A field of one fixed value, such as `kind`, says which form it is.
  const named = ofType.filter((form) => !form.some(isMark));
  const [first, ...rest] = named.toSorted((a, b) => a.length - b.length);
  if (first && rest.length === 0) return first;
  if (first) return first.length < (rest[0]?.length ?? 0) ? first : [union];
  const marks = ofType.flatMap((form) => form.filter(isMark));
  const [mark] = marks;
  return mark && marks.every((one) => one.instancePath === mark.instancePath) ? [asOneMark(marks)] : [union];

  function isMark(fault: SchemaFault): boolean {
    const place = fault.instancePath.slice(instancePath.length);
    return fault.keyword === 'const' && place.lastIndexOf('/') <= 0;
  }
}

function asOneType(faults: readonly SchemaFault[]): SchemaFault {
  const types = faults.flatMap((one) => (one.keyword === 'type' ? one.params.type : []));
  return { ...faults[0], keyword: 'type', params: { type: [...new Set(types)] } } as SchemaFault;
}

function asOneMark(faults: readonly SchemaFault[]): SchemaFault {
  const allowedValues = faults.flatMap((one) => (one.keyword === 'const' ? [one.params.allowedValue] : []));
  return { ...faults[0], keyword: 'enum', params: { allowedValues } } as SchemaFault;
}
