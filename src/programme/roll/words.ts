import type { AttendanceStatus } from '../../domain/attendance.ts';

/** What a word of a roll says of the numbers and names that follow it. Folded as `normalise` does. */
export const STATUS_WORDS: ReadonlyMap<string, AttendanceStatus> = new Map([
  ...every('present', 'presente presentes vino vinieron asistio asistieron present here attended'),
  ...every('absent', 'falto faltaron falta faltas ausente ausentes absent missing'),
  ...every('late', 'tarde tardes retardo retardos late'),
  ...every(
    'excused',
    'permiso permisos justificada justificado justificadas justificados justifico aviso excused excusada excusado',
  ),
  ...every('represented', 'representada representado representadas representados represented'),
]);

export const ALL = words('todas todos toda todo all everybody everyone');
export const NOBODY = words('ninguna ninguno nadie none nobody');
export const EXCEPT = words('menos excepto salvo except but');
/** `por 3 Rosa`, `3 por su hija`: another came in her place. After "permiso" it gives a reason. */
export const FOR = words('por for');
/** `desde 31`: the list goes on there. */
export const FROM = words('desde from');
/** Between one name and the next. A comma folds to nothing. */
export const PARTS = new Set(['', ...words('y e and')]);
/** Words that say nothing here: `las` 3 y 7, `llegaron` tarde, `con` permiso. */
export const FILLER = words(
  'la las el los no num numero numeros nos llego llegaron con a de del the with number numbers came',
);

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

function every(status: AttendanceStatus, list: string): [string, AttendanceStatus][] {
  return list.split(' ').map((word) => [word, status]);
}
