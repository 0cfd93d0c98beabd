import type { Channel } from '../channels/port.ts';
import type { PackTemplate, TemplateNews } from '../domain/template.ts';
import type { Tongue } from '../locale/tongue.ts';
import { templateList } from '../outbox/templates/list.ts';
import { templateNews } from '../outbox/templates/news.ts';
import type { TemplateRow, Trouble } from '../outbox/templates/state.ts';
import type { HealthCheck } from '../server/deps.ts';
import type { Operation } from '../store/port.ts';

/** What the house does with templates: hears of them, asks for them, and says how they are. */
export interface Templates {
  /** News of a webhook. Resolves when they are durable. */
  hear(news: readonly TemplateNews[]): Promise<void>;
  /** The packs were read anew: what was trouble may be none now. */
  refresh(): Promise<void>;
  /** Asks every provider for its list. How many it has, by channel. Throws TEMPLATES_UNREACHABLE. */
  sync(): Promise<readonly { readonly channel: string; readonly count: number }[]>;
  /** Asks for those of the packs that a provider does not have. Throws TEMPLATES_UNREACHABLE. */
  submit(): Promise<readonly { readonly channel: string; readonly template: PackTemplate }[]>;
  list(): Promise<readonly TemplateRow[]>;
  health(tongue?: Tongue): Promise<readonly HealthCheck[]>;
}

/** What a reviewer at the provider sees in the place of a variable. */
const EXAMPLES: Readonly<Record<string, string>> = {
  name: 'Ana',
  title: 'Dos botes',
  place: 'Salón ejidal',
  day: 'martes 3 de marzo',
  hour: 'a las 4 de la tarde',
  number: '14',
  text: 'El martes nos vemos a las 5.',
};

export function createTemplates(deps: {
  readonly channels: readonly Channel[];
  readonly programmes: () => readonly {
    readonly programme: string;
    readonly title: string;
    readonly templates: readonly PackTemplate[];
  }[];
  readonly operate: <I, O>(operation: Operation<I, O>, input: I) => Promise<O>;
  /** Something was told or set free. */
  readonly onNews: () => void;
}): Templates {
  const packs = (): PackTemplate[] => deps.programmes().flatMap(({ templates }) => templates);
  const desks = deps.channels.flatMap(({ id, templates }) => (templates ? [{ id, desk: templates }] : []));

  async function keep(news: readonly TemplateNews[], whole?: string): Promise<void> {
    await deps.operate(templateNews, { news: [...news], packs: packs(), ...(whole === undefined ? {} : { whole }) });
    deps.onNews();
  }

  async function listed(): Promise<
    { id: string; desk: (typeof desks)[number]['desk']; news: readonly TemplateNews[] }[]
  > {
    const all = [];
    for (const { id, desk } of desks) {
      const news = await desk.list();
      await keep(news, id);
      all.push({ id, desk, news });
    }
    return all;
  }

  function examplesOf(template: PackTemplate): string[] {
    const title = deps.programmes().find(({ programme }) => programme === template.programme)?.title ?? '';
    return template.variables.map(({ key }) => (key === 'programme' ? title : (EXAMPLES[key] ?? key)));
  }

  return {
    hear: (news) => (news.length === 0 ? Promise.resolve() : keep(news)),
    refresh: () => keep([]),
    sync: async () => (await listed()).map(({ id, news }) => ({ channel: id, count: news.length })),
    async submit() {
      const asked: { channel: string; template: PackTemplate }[] = [];
      for (const { id, desk, news } of await listed()) {
        const there = new Set(news.map(({ name, language }) => `${name}/${language}`));
        for (const template of packs().filter(({ name, language }) => !there.has(`${name}/${language}`))) {
          await keep([await desk.submit(template, examplesOf(template))]);
          asked.push({ channel: id, template });
        }
      }
      return asked;
    },
    list: () => deps.operate(templateList, {}),
    async health(tongue = 'en') {
      const rows = await deps.operate(templateList, {});
      return deps
        .programmes()
        .flatMap(({ programme, templates }) => checkTemplates(programme, templates, rows, tongue));
    },
  };
}

const IS: Readonly<Record<Trouble, Readonly<Record<Tongue, string>>>> = {
  missing: { es: 'no está con el proveedor', en: 'is missing' },
  rejected: { es: 'fue rechazada', en: 'is rejected' },
  disabled: { es: 'quedó apagada', en: 'is disabled' },
  paused: { es: 'está en pausa', en: 'is paused' },
  refused: { es: 'no es la que se aprobó', en: 'is refused' },
  marketing: { es: 'cuenta como publicidad', en: 'is marketing' },
  'marketing-soon': { es: 'pronto contará como publicidad', en: 'is marketing-soon' },
};

/** A warning: all else works, but who has not written for a day is not reached by it. */
function checkTemplates(
  programme: string,
  templates: readonly PackTemplate[],
  rows: readonly TemplateRow[],
  tongue: Tongue,
): readonly HealthCheck[] {
  if (templates.length === 0) return [];
  const wrong = rows.filter((row) => row.programme === programme && row.trouble !== null);
  if (wrong.length === 0)
    return [
      {
        name: `templates ${programme}`,
        ok: true,
        says: { es: 'ninguna tiene problemas', en: 'none is in trouble' }[tongue],
      },
    ];
  return [
    {
      name: `templates ${programme}`,
      ok: true,
      says: wrong.map(({ name, language, trouble }) => `${name} (${language}) ${IS[trouble!][tongue]}`).join(', '),
      next: {
        es: 'Vea docs/operations.md, «Templates»; `recado templates list` dice cómo va cada una.',
        en: 'See docs/operations.md, "Templates"; `recado templates list` says how each stands.',
      }[tongue],
    },
  ];
}
