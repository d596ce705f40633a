import { Type } from 'typebox';
import { ConsentAnswer } from './consents.ts';
import { Signature } from './proofs.ts';

export const ConfirmationView = Type.Object(
  {
    kind: Type.Literal('erasure-confirmation'),
    receipt: Type.String(),
    store_id: Type.String(),
    subjects: Type.Array(Type.String(), {
      description: 'Keyed hashes of what the person was known by: nobody learns it from them',
    }),
    removed: Type.Record(Type.String(), Type.Integer()),
    requested_at: Type.Integer(),
    done_at: Type.Integer(),
    signature: Signature,
  },
  { description: 'That a person was erased, signed; POST /privacy/v1/verify checks it' },
);

export const ProofView = Type.Object({
  kind: Type.Literal('consent-proof'),
  store_id: Type.String(),
  session_id: Type.String(),
  subject: Type.String({ description: 'Keyed hash of the session, as the audit log names it' }),
  answers: Type.Array(
    Type.Object({ ...ConsentAnswer.properties, text: Type.Union([Type.String(), Type.Null()]) }),
  ),
  issued_at: Type.Integer(),
  signature: Signature,
});
