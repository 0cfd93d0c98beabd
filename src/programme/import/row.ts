import { classIn } from '../classes.ts';
import { languageCalled } from '../language-called.ts';
import {
  daySaid,
  isDamaged,
  isFormula,
  isTooLong,
  nameSaid,
  phoneSaid,
  plainText,
  type Said,
  sexSaid,
  valueSaid,
} from './cells.ts';
import type { Column, Field } from './columns.ts';
import type { Places } from './places.ts';
import type { Plan } from './plan.ts';
import type { EnrolRow, Planned } from './planned.ts';
import { isOut, type Problem, type ProblemCode } from './problem.ts';
import type { RawRow } from './read/index.ts';

export interface Reading {
  readonly plan: Plan;
  readonly places: Places;
}

/** A row as it was understood; null where something in it keeps it out. */
export interface Understood {
  readonly planned: Planned | null;
  readonly problems: readonly Problem[];
}

const VALUE_SHOWN = 60;

/** One row of a file: what each cell says, and what is wrong with it. Pure. */
export function understood({ line, cells }: RawRow, { plan, places }: Reading): Understood {
  const problems: Problem[] = [];
  const said = new Map<Field, { readonly text: string; readonly column: Column }>();
  const tell = (code: ProblemCode, column: Column | undefined, vars?: Problem['vars']): void => {
    const value = column && shown(cells[column.at] ?? '', column.field);
    problems.push({
      line,
      code,
      ...(column ? { heading: column.heading } : {}),
      ...(value ? { value } : {}),
      ...(vars ? { vars } : {}),
    });
  };
  for (const column of plan.columns) {
    const cell = cells[column.at] ?? '';
    const text = plainText(cell);
    const { field } = column;
    if (isFormula(text, field === 'phone' || field.startsWith('profile.'))) tell('formula', column);
    else if (isTooLong(cell)) tell('too-long', column);
    else {
      if (isDamaged(text)) tell('damaged', column);
      said.set(field, { text, column });
    }
  }
  if (problems.some(isOut)) return { planned: null, problems };

  const text = (field: Field): string => said.get(field)?.text ?? '';
  const column = (field: Field): Column | undefined => said.get(field)?.column;
  const take = <T>(field: Field, got: Said<T>): T | undefined => {
    if ('wrong' in got) {
      tell(got.wrong, column(field), { digits: text(field).replace(/\D/g, '').length });
      return undefined;
    }
    if (got.note) tell(got.note, column(field));
    return got.is;
  };
  const whole = ['name', 'surname', 'surname2']
    .map((part) => text(part as Field))
    .filter((part) => part !== '')
    .join(' ');
  const name = take('name', nameSaid(whole));
  const phone = take('phone', phoneSaid(text('phone'), plan.country));
  const place = placed();
  const language = spoken();
  const profile = described();
  const paper = signed();
  const out = problems.some(isOut) || name === undefined || phone === undefined;
  if (out) return { planned: null, problems };
  const row: EnrolRow = {
    name,
    ...(phone === null ? {} : { phone }),
    ...(language === undefined ? {} : { language }),
    ...(place.cohort === undefined ? {} : { cohort: place.cohort }),
    ...(place.group === undefined ? {} : { group: place.group }),
    ...(Object.keys(profile).length === 0 ? {} : { profile }),
    ...(paper ? { paper } : {}),
  };
  const { cohort: _c, group: _g, ...units } = place;
  return { planned: { line, row, ...units }, problems };

  function placed(): { cohort?: string; group?: string; site?: string; stage?: string; partner?: string } {
    const at: { cohort?: string; group?: string; site?: string; stage?: string; partner?: string } = {};
    if (plan.cohort !== undefined) at.cohort = plan.cohort;
    const cohort = text('cohort');
    if (cohort !== '') {
      const [found] = places.find('cohort', cohort);
      if (found) at.cohort = found.name;
      else tell('cohort-unknown', column('cohort'), { known: places.some('cohort') });
    }
    const group = text('group');
    if (group !== '') {
      const groups = places.find('group', group).filter((one) => at.cohort === undefined || one.cohort === at.cohort);
      // What people call their group is often the whole cohort.
      const [alone] = groups.length === 0 ? places.find('cohort', group) : [];
      if (alone && (cohort === '' || alone.name === at.cohort)) at.cohort = alone.name;
      else if (groups.length === 1) {
        at.group = groups[0]!.name;
        if (groups[0]!.cohort !== null) at.cohort = groups[0]!.cohort;
      } else
        tell('group-unknown', column('group'), {
          known: [places.some('group'), places.some('cohort')].filter(Boolean).join(', '),
        });
    }
    // Whoever works with a part of the people puts nobody outside of it.
    if (plan.narrow && at.cohort === undefined && !problems.some(isOut))
      tell('cohort-unknown', column('cohort') ?? column('group'), { known: places.some('cohort') });
    for (const kind of ['site', 'stage', 'partner'] as const) {
      if (text(kind) === '') continue;
      const [found] = places.find(kind, text(kind));
      if (found) at[kind] = found.id;
      else tell('place-unknown', column(kind), { known: places.some(kind) });
    }
    return at;
  }

  function spoken(): string | undefined {
    if (text('language') === '') return undefined;
    const found = languageCalled(text('language'), plan.languages);
    if (!found) tell('language-unknown', column('language'), { known: plan.languages.join(', ') });
    return found;
  }

  function described(): Record<string, string | number> {
    const profile: Record<string, string | number> = {};
    for (const { field, heading, at } of plan.columns) {
      if (!field.startsWith('profile.') || text(field) === '') continue;
      const key = field.slice('profile.'.length);
      if (key === 'sexo') {
        const sex = sexSaid(text(field));
        if (sex === undefined) tell('sex-unclear', { field, heading, at });
        else profile[key] = sex;
      } else profile[key] = valueSaid(text(field));
    }
    return profile;
  }

  function signed(): EnrolRow['paper'] | undefined {
    const [on, proof] = [text('signed'), text('sheet')];
    if (on === '' && proof === '') return undefined;
    if (on === '' || proof === '') {
      tell('paper-half', column(on === '' ? 'signed' : 'sheet'));
      return undefined;
    }
    const day = daySaid(on);
    if (day === null || day > plan.today) tell('date-wrong', column('signed'));
    return day === null ? undefined : { on: day, proof: proof.slice(0, 80) };
  }

  /** What the importer sent herself, cut short; nothing of a field that leaves by no door (V11). */
  function shown(cell: string, field: Field): string | undefined {
    if (field.startsWith('profile.') && classIn(field, plan) === 'never') return undefined;
    return plainText(cell).slice(0, VALUE_SHOWN);
  }
}
