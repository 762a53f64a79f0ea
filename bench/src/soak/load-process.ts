// The process of start-load.ts: told whom to play, it plays until it is told to stop, and says what it saw.
import { runLoad, type Load } from './load.ts';
import type { ToLoad } from './start-load.ts';

let load: Load | undefined;
process.on('message', (told: ToLoad) => {
  if (told.do === 'play') load = runLoad(told.port, told.managers, told.options);
  else
    void load?.stop().then((found) => {
      process.send?.(found, () => process.exit(0));
    });
});
process.on('disconnect', () => process.exit(0));
