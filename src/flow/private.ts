/** What decides it: the mark of the step, the kind of its flow, whether it asks for money, and where the answer is kept. */
export interface Asked {
  readonly marked: boolean | undefined;
  readonly kind: string;
  readonly money: boolean;
  readonly save: string | undefined;
}

/**
 * A question that is not for a phone which others read. Unless the author says otherwise that is money of hers: what a
 * survey asks, and what is kept about her. What a lesson only reckons with is no secret.
 */
export function isPrivate({ marked, kind, money, save }: Asked): boolean {
  return marked ?? (money && (kind === 'survey' || save !== undefined));
}
