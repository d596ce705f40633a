import { type Doc, type Documents, DuplicateKeyError } from './documents.ts';
import { type Keyring, SealBrokenError } from './keyring.ts';

const STATE = 'sealing';
/** Being sealed, document by document; or nothing is open any more. */
type State = 'under way' | 'whole';

interface StateDoc extends Doc {
  /** Sealed by the keyring: who can write to the store can't set it back. */
  state: string;
}

/** Whether what an earlier version kept open has been sealed. */
export interface Wholeness {
  isWhole(): boolean;
  reached(): Promise<void>;
}

/**
 * Opens what is known of it. Stores are whole unless this is their first start with a vault, or that start was cut off:
 * so a state that was removed or changed never makes what lies open believed.
 * @param deps.isUsed whether anything was sealed here before
 */
export async function openWholeness(deps: {
  keys: Documents;
  keyring: Keyring;
  isUsed(): Promise<boolean>;
}): Promise<Wholeness> {
  const { keys, keyring, isUsed } = deps;
  const states = keys.collection<StateDoc>('vault_state');
  const sealed = (state: State) => keyring.seal(STATE, state);

  function isUnderWay({ state }: StateDoc): boolean {
    try {
      return keyring.open(STATE, state) === ('under way' satisfies State);
    } catch (error) {
      if (!(error instanceof SealBrokenError)) throw error;
      return false;
    }
  }

  async function begins(): Promise<boolean> {
    if (await isUsed()) return false;
    await states.insert({ _id: STATE, state: sealed('under way') }).catch((error) => {
      if (!(error instanceof DuplicateKeyError)) throw error;
    });
    return true;
  }

  const standing = await states.findOne({ _id: STATE });
  let isWhole = standing === null ? !(await begins()) : !isUnderWay(standing);
  return {
    isWhole: () => isWhole,
    async reached() {
      await states.bulkUpsert([{ _id: STATE, state: sealed('whole') }]);
      isWhole = true;
    },
  };
}
