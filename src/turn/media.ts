import type { LaneView } from '../conversation/event.ts';
import type { Effect } from '../domain/effect.ts';
import type { HandlerContext } from '../programme/manifest.ts';
import type { ClaimedItem, RowWrite } from '../store/port.ts';

/**
 * A media row for each photo, voice note, video or document she sent, whatever the turn made of it: what is not kept
 * now is lost, since providers delete the bytes within days. Stickers carry no work of hers.
 */
export function mediaRows(
  item: ClaimedItem,
  view: LaneView,
  effects: readonly Effect[],
  at: Pick<HandlerContext, 'now' | 'newId' | 'workspace'>,
): readonly RowWrite[] {
  if (item.from !== 'inbox' || item.inbound.content.kind !== 'media') return [];
  const { inbound, addressId } = item;
  const sender = senderOf(addressId, view, effects);
  return item.inbound.content.media.flatMap((ref, nth) =>
    ref.kind === 'sticker'
      ? []
      : [
          {
            op: 'insert-new',
            table: 'media',
            values: {
              id: at.newId(),
              workspace: at.workspace,
              person_id: sender,
              address_id: addressId,
              channel: inbound.our.channel,
              our_number: inbound.our.number,
              inbox_seq: Number(item.id),
              nth,
              ref: JSON.stringify(ref),
              kind: ref.kind,
              next_at: at.now,
              created_at: at.now,
            },
          } as const,
        ],
  );
}

/** Whose it is: the one the turn concerned first, else the only one on this phone. Null while we ask who is writing. */
function senderOf(addressId: string, view: LaneView, effects: readonly Effect[]): string | null {
  const named = new Set(
    effects.flatMap((effect) => (effect.kind !== 'send' && 'personId' in effect ? [effect.personId] : [])),
  );
  if (named.size > 0) return [...named][0]!; // another's lesson may begin in her turn
  if (view.addresses.some(({ id, inDoubt }) => id === addressId && inDoubt)) return null; // somebody else may have sent it
  const owners = view.persons.filter((person) => person.addresses.includes(addressId));
  return owners.length === 1 ? owners[0]!.id : null;
}
