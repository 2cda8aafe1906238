package main

import (
	"flag"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"time"
)

// A request is ready to be sent.
type request struct {
	bytes  []byte
	noBody bool
}

// A queue hands out requests: round and round until the time is up, or each of them once.
type queue struct {
	list     []request
	once     bool
	taken    atomic.Int64
	deadline time.Time
}

// next gives the request after that of number *at; connections start apart and walk the list on their own.
func (q *queue) next(at *int) *request {
	if q.once {
		n := int(q.taken.Add(1)) - 1
		if n >= len(q.list) {
			return nil
		}
		return &q.list[n]
	}
	if !time.Now().Before(q.deadline) {
		return nil
	}
	*at = (*at + 1) % len(q.list)
	return &q.list[*at]
}

// requests sends small requests over keep-alive connections, one at a time on each.
func requests(flags *flag.FlagSet, arguments []string) any {
	file := flags.String("file", "", "the requests, a line each: METHOD PATH TOKEN")
	seconds := flags.Float64("seconds", 0, "send for so long, round and round; 0 = each line once")
	bodyFile := flags.String("body", "", "file with the body of every request")
	kind := flags.String("type", manifestType, "the Content-Type of that body")
	want := flags.Int("want", 200, "the status of a right answer")
	threads := flags.Int("threads", 1, "how many processors it may use")
	parse(flags, arguments)
	runtime.GOMAXPROCS(*threads)
	var body []byte
	if *bodyFile != "" {
		var err error
		if body, err = os.ReadFile(*bodyFile); err != nil {
			fail("%v", err)
		}
	}
	q := &queue{once: *seconds == 0}
	for _, line := range lines(*file, 3) {
		header := "Accept: " + accept
		if body != nil {
			header = "Content-Type: " + *kind
		}
		bytes := append(head(line[0], line[1], line[2], int64(len(body)), header), body...)
		q.list = append(q.list, request{bytes, line[0] == "HEAD"})
	}
	q.deadline = time.Now().Add(time.Duration(*seconds * float64(time.Second)))
	if secure {
		return overTLS(q, *want)
	}
	return overTCP(q, *want)
}

func overTLS(q *queue, want int) result {
	return together(clients, func(number int, t *tally) {
		c, at := newClient(64<<10), number*len(q.list)/clients
		defer c.close()
		for next := q.next(&at); next != nil; next = q.next(&at) {
			began := time.Now()
			words, err := c.ask(next.noBody, nil, next.bytes)
			t.judge(&c.answer, want, began, words, err, next)
		}
	})
}

// judge counts an answer.
func (t *tally) judge(a *answer, want int, began time.Time, words string, err error, of *request) {
	if err == nil && a.status == want {
		t.good(began, 0)
		return
	}
	first, _, _ := strings.Cut(string(of.bytes), "\r\n")
	if err != nil {
		t.bad(0, first+": "+err.Error())
		return
	}
	t.bad(a.status, first+": "+words)
}
