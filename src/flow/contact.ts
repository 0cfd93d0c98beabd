/** A local organisation that helps where a programme cannot: `contact:` of `services/cuidado.yaml`, one or more a site. */
export interface Contact {
  /** The place it serves, as the programme writes its sites. */
  readonly site: string;
  /** Of the organisation. */
  readonly name: string;
  readonly phone: string;
  /** When somebody answers, in words. */
  readonly hours: string;
  /** Spoken there, where it is not the programme's first. */
  readonly language?: string;
  /** yyyy-mm-dd: when somebody of the team last called it. */
  readonly verifiedOn: string;
}
