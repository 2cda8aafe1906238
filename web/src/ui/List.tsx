import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useText } from "~/i18n/useText";
import { exportRows } from "~/lib/csv";
import type { ListState } from "~/lib/useListState";
import { Button } from "~/ui/Button";
import { Refusal } from "~/ui/Refusal";
import "./list.css";

export const PAGE = 100;
const HEIGHT = 40;

export interface Column<Row> {
  title: string;
  /** The share of the width, as in `grid-template-columns`. */
  width: string;
  /** The field that the registry sorts by; none: no order by this column. */
  sort?: string;
  cell: (row: Row) => ReactNode;
  /** As it stands in an export; none: the column is left out there. */
  text?: (row: Row) => string;
}

export interface Fetched<Row> {
  rows: Row[];
  total: number;
}

export interface Selection {
  chosen: ReadonlySet<string>;
  onChange: (chosen: Set<string>) => void;
}

interface ListProps<Row> {
  label: string;
  columns: Column<Row>[];
  state: ListState;
  /** What is fetched is kept under this; search and order are added. */
  queryKey: readonly unknown[];
  /** One page of `PAGE` rows, counted from 1, searched and sorted by the registry. */
  fetchPage: (page: number, state: ListState) => Promise<Fetched<Row>>;
  rowKey: (row: Row) => string;
  selection?: Selection;
  /** In the place of rows when there are none at all. */
  empty: ReactNode;
  /** Beside the search. */
  tools?: ReactNode;
  /** False where the registry cannot search this list. */
  searchable?: boolean;
}

/** A list of any length: searched and sorted by the registry, fetched page by page as it is scrolled. */
export function List<Row>(props: ListProps<Row>) {
  const { label, columns, state, queryKey, fetchPage, rowKey, selection, empty, tools, searchable = true } = props;
  const { t, number } = useText();
  const box = useRef<HTMLDivElement>(null);
  const [total, setTotal] = useState(0);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => HEIGHT,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const first = Math.floor((items[0]?.index ?? 0) / PAGE) + 1;
  const last = Math.floor((items.at(-1)?.index ?? 0) / PAGE) + 1;
  const pages = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const base = [...queryKey, state.search, state.sort] as const;
  const answers = useQueries({
    queries: pages.map((page) => ({
      queryKey: [...base, page],
      queryFn: () => fetchPage(page, state),
      placeholderData: keepPreviousData,
    })),
  });
  const told = answers.find((one) => one.data)?.data?.total;
  useEffect(() => {
    if (told !== undefined) setTotal(told);
  }, [told]);
  const failed = answers.find((one) => one.error)?.error;
  const loading = told === undefined && !failed;
  const rowAt = (index: number) => {
    const page = Math.floor(index / PAGE) + 1;
    return answers[page - first]?.data?.rows[index % PAGE];
  };
  const template = `${selection ? "32px " : ""}${columns.map((one) => one.width).join(" ")}`;
  const loaded = answers.flatMap((one) => one.data?.rows ?? []).map(rowKey);

  return (
    <section className="list card" aria-label={label}>
      <div className="row spread list-tools">
        <div className="row">
          {searchable && <Search state={state} label={t("list.search", { what: label })} />}
          <span className="quiet" aria-live="polite">
            {loading ? t("list.loading") : t("list.count", { count: total })}
          </span>
        </div>
        <div className="row">
          {tools}
          <Button onClick={() => exportRows(label, columns, (page) => fetchPage(page, state))}>
            {t("list.export")}
          </Button>
        </div>
      </div>
      {failed && <Refusal error={failed} />}
      {!loading && !failed && total === 0 ? (
        <div className="list-empty">{empty}</div>
      ) : (
        <div className="list-box" ref={box} role="table" aria-label={label} aria-rowcount={total + 1} tabIndex={0}>
          <div className="list-head" role="row" style={{ gridTemplateColumns: template }}>
            {selection && (
              <span role="columnheader">
                <input
                  type="checkbox"
                  aria-label={t("list.selectShown")}
                  checked={loaded.length > 0 && loaded.every((key) => selection.chosen.has(key))}
                  onChange={(event) =>
                    selection.onChange(event.target.checked ? new Set([...selection.chosen, ...loaded]) : new Set())
                  }
                />
              </span>
            )}
            {columns.map((column) => (
              <Head key={column.title} column={column} state={state} />
            ))}
          </div>
          <div className="list-rows" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const row = rowAt(item.index);
              return (
                <div
                  key={item.key}
                  role="row"
                  aria-rowindex={item.index + 2}
                  className="list-row"
                  style={{ gridTemplateColumns: template, transform: `translateY(${item.start}px)`, height: HEIGHT }}
                >
                  {selection && (
                    <span role="cell">
                      {row && (
                        <input
                          type="checkbox"
                          aria-label={t("list.select", { what: rowKey(row) })}
                          checked={selection.chosen.has(rowKey(row))}
                          onChange={(event) => {
                            const next = new Set(selection.chosen);
                            if (event.target.checked) next.add(rowKey(row));
                            else next.delete(rowKey(row));
                            selection.onChange(next);
                          }}
                        />
                      )}
                    </span>
                  )}
                  {columns.map((column) => (
                    <span key={column.title} role="cell">
                      {row ? column.cell(row) : <span className="quiet">{number(item.index + 1)}</span>}
                    </span>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      )}
    </section>
  );
}

function Head<Row>({ column, state }: { column: Column<Row>; state: ListState }) {
  const { sort } = column;
  if (!sort) return <span role="columnheader">{column.title}</span>;
  const up = state.sort === sort;
  const down = state.sort === `-${sort}`;
  return (
    <span role="columnheader" aria-sort={up ? "ascending" : down ? "descending" : "none"}>
      <button type="button" className="list-sort" onClick={() => state.set({ sort: down ? sort : `-${sort}` })}>
        {column.title}
        <span aria-hidden="true">{up ? " ↑" : down ? " ↓" : ""}</span>
      </button>
    </span>
  );
}

function Search({ state, label }: { state: ListState; label: string }) {
  const [text, setText] = useState(state.search);
  useEffect(() => {
    if (text === state.search) return;
    const soon = setTimeout(() => state.set({ search: text }), 250);
    return () => clearTimeout(soon);
  }, [text, state]);
  return (
    <input
      className="list-search"
      type="search"
      value={text}
      aria-label={label}
      placeholder={label}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
