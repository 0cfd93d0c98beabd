import { type Finding, type FindingKinds, finder } from '../channels/finding.ts';
import type { PackTemplate } from '../domain/template.ts';
import type { TemplateRow, Trouble } from '../outbox/templates/state.ts';

export const TEMPLATE_KINDS = {
  TEMPLATE_MISSING: {
    grade: 'bad',
    en: {
      says: '{channel} does not have {template}: who has not written for a day does not get it',
      next: 'recado templates submit',
    },
    es: {
      says: '{channel} no tiene {template}: quien lleva un día sin escribir no lo recibe',
      next: 'recado templates submit',
    },
  },
  TEMPLATE_REJECTED: {
    grade: 'bad',
    en: {
      says: '{template} was rejected{reason}',
      next: 'Change its words in templates.yaml so that they are plainly about her enrolment, give it a new name, then `recado templates submit`.',
    },
    es: {
      says: '{template} fue rechazada{reason}',
      next: 'Cambie sus palabras en templates.yaml para que traten claramente de su inscripción, déle otro nombre y corra `recado templates submit`.',
    },
  },
  TEMPLATE_DISABLED: {
    grade: 'bad',
    en: {
      says: '{template} was switched off for good: too many people disliked it{reason}',
      next: 'Write another under a new name, then `recado templates submit`.',
    },
    es: {
      says: '{template} quedó apagada para siempre: molestó a demasiadas personas{reason}',
      next: 'Escriba otra con nombre nuevo y corra `recado templates submit`.',
    },
  },
  TEMPLATE_PAUSED: {
    grade: 'warning',
    en: {
      says: '{template} is paused: some people disliked it',
      next: 'Send fewer of it. It comes back by itself after some hours or days; if not, change its words under a new name.',
    },
    es: {
      says: '{template} está en pausa: a algunas personas les molestó',
      next: 'Envíela menos. Vuelve sola en unas horas o días; si no, cambie sus palabras con otro nombre.',
    },
  },
  TEMPLATE_REFUSED: {
    grade: 'bad',
    en: {
      says: '{template} as it stands here is not what was approved{reason}',
      next: 'Submit the words of today under another name: `recado templates submit`.',
    },
    es: {
      says: '{template}, como está aquí, no es lo que se aprobó{reason}',
      next: 'Envíe a revisión las palabras de hoy con otro nombre: `recado templates submit`.',
    },
  },
  TEMPLATE_MARKETING: {
    grade: 'warning',
    en: {
      says: '{template} now counts as marketing: it costs more and some people do not get it',
      next: 'Make its words plainly about her enrolment and submit it under a new name, or accept the price with allow_marketing: true.',
    },
    es: {
      says: '{template} ahora cuenta como publicidad: cuesta más y a algunas personas no les llega',
      next: 'Haga que trate claramente de su inscripción y envíela con otro nombre, o acepte el precio con allow_marketing: true.',
    },
  },
  TEMPLATE_MARKETING_SOON: {
    grade: 'warning',
    en: {
      says: '{template} will soon count as marketing',
      next: 'Ask Meta to look again in WhatsApp Manager, or change its words under a new name before then.',
    },
    es: {
      says: '{template} pronto contará como publicidad',
      next: 'Pida otra revisión en WhatsApp Manager, o cambie sus palabras con otro nombre antes de ese día.',
    },
  },
  TEMPLATE_WAITS: {
    grade: 'warning',
    en: {
      says: '{template} waits for review',
      next: 'Most are decided within a day. Until then SMS goes, where she has it.',
    },
    es: {
      says: '{template} espera revisión',
      next: 'Casi todas se deciden en un día. Mientras tanto sale el SMS, a quien lo tenga.',
    },
  },
  TEMPLATE_GOOD: {
    grade: 'good',
    en: { says: '{count} templates are approved' },
    es: { says: 'hay {count} plantillas aprobadas' },
  },
} as const satisfies FindingKinds;

const found = finder(TEMPLATE_KINDS);

const KIND: Readonly<Record<Trouble, keyof typeof TEMPLATE_KINDS>> = {
  missing: 'TEMPLATE_MISSING',
  rejected: 'TEMPLATE_REJECTED',
  disabled: 'TEMPLATE_DISABLED',
  paused: 'TEMPLATE_PAUSED',
  refused: 'TEMPLATE_REFUSED',
  marketing: 'TEMPLATE_MARKETING',
  'marketing-soon': 'TEMPLATE_MARKETING_SOON',
};

/** How the templates of the packs stand with each provider that was just asked. */
export function templateFindings(packs: readonly PackTemplate[], rows: readonly TemplateRow[]): readonly Finding[] {
  const ours = rows.filter((row) => packs.some(({ name, language }) => name === row.name && language === row.language));
  const good = ours.filter(({ trouble, status }) => trouble === null && status === 'approved');
  return [
    ...ours.flatMap((row) => {
      const vars = {
        channel: row.channel,
        template: `${row.name} (${row.language})`,
        reason: row.reason === null ? '' : `: ${row.reason}`,
      };
      if (row.trouble !== null) return [found(KIND[row.trouble], vars)];
      return row.status === 'pending' ? [found('TEMPLATE_WAITS', vars)] : [];
    }),
    ...(good.length > 0 ? [found('TEMPLATE_GOOD', { count: String(good.length) })] : []),
  ];
}
