// Where a value somebody lacked belongs on their record. Pure.
import type { Answer, Body } from '../../../api/client.ts';

type Person = Pick<
  Answer<'GET /api/v1/prospects/{id}'>,
  'first_name' | 'last_name' | 'name' | 'demographics' | 'attributes'
>;
type Change = Body<'PATCH /api/v1/prospects/{id}'>;

const columns = [
  'name',
  'first_name',
  'last_name',
  'email',
  'phone_number',
  'language',
  'country',
  'time_zone',
];

/** A field of its own where there is one; else beside what was imported, unless it is told apart as a demographic. */
export function valueChange(person: Person, variable: string, typed: string): Change {
  const value = typed.trim();
  if (variable === 'first_name' || variable === 'last_name') {
    const names = { first_name: person.first_name, last_name: person.last_name, [variable]: value };
    // The name as a whole is made of the two where both are known; half a name would replace a whole one.
    const whole =
      names.first_name && names.last_name ? { name: `${names.first_name} ${names.last_name}` } : {};
    return { [variable]: value, ...whole };
  }
  if (variable === 'country') return { country: value.toUpperCase() };
  if (variable === 'language') return { language: value.toLowerCase() };
  if (columns.includes(variable)) return { [variable]: value };
  if (variable === 'asset_class_interests') return { asset_class_interests: listOf(value) };
  if (variable === 'age') return { demographics: { ...person.demographics, age: Number(value) } };
  if (variable === 'interests') return { demographics: { ...person.demographics, interests: listOf(value) } };
  if (variable === 'location' || Object.hasOwn(person.demographics, variable))
    return { demographics: { ...person.demographics, [variable]: value } };
  return { attributes: { ...person.attributes, [variable]: value } };
}

function listOf(text: string): string[] {
  return text
    .split(/[,،、]/)
    .map((one) => one.trim())
    .filter(Boolean);
}
