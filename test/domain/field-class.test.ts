import { expect, test } from 'vitest';
import { classOf, isSensitiveName } from '../../src/domain/field-class.ts';

test.each([
  'profile.nacionalidad',
  'profile.nationality',
  'profile.nacionalidade',
  'profile.nationalite',
  'profile.nationalité',
  'profile.pais_de_origen',
  'profile.estatus',
  'profile.estatusMigratorio',
  'person.refugiada',
  'tag.refugiadas-2026',
  'profile.solicitante_asilo',
  'profile.migration_status',
  'profile.etnia',
  'profile.ethnicity',
  'profile.lengua_indigena',
  'profile.religion',
  'profile.religião',
  'profile.salud',
  'profile.salud_mental',
  'profile.saude',
  'profile.santé',
  'profile.discapacidad',
  'profile.embarazada',
  'person.violencia',
  'person.sufre_violencia',
  'profile.passeport',
  'profile.orientacion_sexual',
  'profile.curp',
])('%s is never told unless a programme says so', (path) => {
  expect(isSensitiveName(path)).toBe(true);
  expect(classOf(path)).toBe('never');
  expect(classOf(path, { [path]: 'restricted' })).toBe('restricted');
});

test.each([
  'profile.name',
  'profile.giro',
  'profile.sexo',
  'person.saludo',
  'person.visita',
  'person.ganancia',
  'person.separa_dinero',
  'profile.language',
  'profile.community',
  'person.carrera',
  'person.feria',
  'tag.lider',
  'person.ruta',
])('%s is for the team', (path) => {
  expect(classOf(path)).toBe('team');
});
