export { phoneOf } from '../domain/phone.ts';
