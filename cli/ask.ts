import { EXIT, Failure } from './failure.ts';
import { interrupted } from './interrupt.ts';

/** Whether somebody sits at the terminal who wants to be asked. */
export function canAsk({ yes, json }: { yes: boolean; json: boolean }): boolean {
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  return isTerminal && !yes && !json && (process.env.CI ?? '') === '';
}

interface Asked {
  message: string;
  default?: string;
}

/** Words to type. */
export const askText = (question: Asked) => prompt<string>({ type: 'input', ...question });

/** Words nobody may look at. */
export const askSecret = (message: string) => prompt<string>({ type: 'password', mask: '*', message });

export const askChoice = (message: string, choices: readonly { name: string; value: string }[]) =>
  prompt<string>({ type: 'select', message, choices });

export const askYesNo = (message: string) => prompt<boolean>({ type: 'confirm', message, default: false });

async function prompt<T>(question: object): Promise<T> {
  const { default: inquirer } = await import('inquirer');
  try {
    const { answer } = await inquirer.prompt([{ ...question, name: 'answer' } as never]);
    return answer as T;
  } catch (error) {
    if ((error as Error).name === 'ExitPromptError') throw interrupted('Run the same command to go on.');
    throw error;
  }
}

/** Lets nothing be destroyed that nobody agreed to. @throws Failure when nobody can be asked, or the answer is no. */
export async function agree(message: string, mode: { yes: boolean; json: boolean }): Promise<void> {
  if (mode.yes) return;
  if (!canAsk(mode))
    throw new Failure(`${message} Nobody can be asked here.`, 'Add --yes to agree.', EXIT.usage);
  if (!(await askYesNo(message))) throw new Failure('Nothing was changed.', 'Answer y to go on.');
}
