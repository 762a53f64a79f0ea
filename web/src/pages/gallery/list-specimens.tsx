import { Users } from 'lucide-react';
import { useState } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListStates } from '../../ui/list-states.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Specimen } from './specimen.tsx';

type Person = { id: string; name: string; score: string };
const people: Person[] = [
  { id: '1', name: 'Amina Rahman', score: '82' },
  { id: '2', name: 'Wei Patel', score: '7' },
];
const columns: Column<Person>[] = [
  { key: 'name', header: 'Name', cell: (row) => row.name, sort: { ascending: 'name', descending: '-name' } },
  { key: 'score', header: 'Score', cell: (row) => row.score, numeric: true },
];
const nothing = () => {};
const refusal = (status: number, code: string) =>
  new ApiProblem(
    { type: 'about:blank', status, code, title: code, remedy: '', request_id: 'req-0192f1' },
    undefined,
  );

/** What a list can be, told apart: some rows, loading, none yet, none that match, refused, failed. */
export function ListSpecimens({ theme }: { theme: string }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(['1']));
  const [sort, setSort] = useState('name');
  const states: { name: string; count?: number; filtered?: boolean; error?: unknown }[] = [
    { name: 'loading' },
    { name: 'empty', count: 0 },
    { name: 'no match', count: 0, filtered: true },
    { name: 'denied', error: refusal(403, 'forbidden') },
    { name: 'error', error: refusal(500, 'internal') },
  ];
  return (
    <>
      <Specimen name="DataTable, Panel">
        <Panel className="w-full">
          <DataTable
            label={`People, ${theme}`}
            columns={columns}
            rows={people}
            rowKey={(row) => row.id}
            sort={{ value: sort, onSort: setSort }}
            selection={{ chosen, onChange: setChosen, name: (row) => `Select ${row.name}` }}
            current="2"
          />
        </Panel>
      </Specimen>
      {states.map(({ name, count, filtered = false, error }) => (
        <Specimen key={name} name={`ListStates: ${name}`}>
          <Panel className="w-full">
            <ListStates
              query={{
                isError: error !== undefined,
                error,
                isFetching: false,
                refetch: nothing,
                data: undefined,
              }}
              count={count}
              filtered={filtered}
              onClear={nothing}
              empty={
                <EmptyState icon={Users} title="Nobody is here yet" action={<Button>Import contacts</Button>}>
                  People come in from a file or one by one.
                </EmptyState>
              }
            >
              <DataTable
                label={`${name}, ${theme}`}
                columns={columns}
                rows={undefined}
                rowKey={(row) => row.id}
              />
            </ListStates>
          </Panel>
        </Specimen>
      ))}
    </>
  );
}
