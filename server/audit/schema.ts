import { Type } from 'typebox';

export const AuditEntryView = Type.Object({
  seq: Type.Integer({ description: '1, 2, 3 … over all stores' }),
  at: Type.Integer({ description: 'Milliseconds since the epoch' }),
  store_id: Type.String(),
  actor: Type.String({ description: 'A key’s or client’s id, operator, shopper, or system' }),
  action: Type.String(),
  target: Type.String(),
  reason: Type.Optional(Type.String()),
  details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  previous: Type.String(),
  hash: Type.String({ description: 'Keyed hash over this entry and the one before it' }),
});

export const AuditList = Type.Object({
  entries: Type.Array(AuditEntryView),
  cursor: Type.Union([Type.String({ description: 'Of the next page' }), Type.Null()]),
});

export const VerifiedView = Type.Object({
  checked: Type.Integer({ description: 'Entries read' }),
  next: Type.Union([Type.Integer({ description: 'Go on after this one' }), Type.Null()]),
  total: Type.Integer({ description: 'Entries there are, about' }),
  head: Type.String({ description: 'Number and hash of the last entry read: keep it elsewhere' }),
  is_known: Type.Union([
    Type.Boolean({ description: 'Whether the head that was given is still an entry of the log' }),
    Type.Null(),
  ]),
  faults: Type.Array(
    Type.Object({
      seq: Type.Integer(),
      fault: Type.Union([
        Type.Literal('changed'),
        Type.Literal('missing'),
        Type.Literal('reordered'),
        Type.Literal('truncated'),
      ]),
    }),
  ),
});
