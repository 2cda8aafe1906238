package main

import (
	"flag"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// A held is how many connections are up and how often one was made again because the server had closed it.
type held struct {
	Ready    bool  `json:"ready"`
	Idle     int64 `json:"idle"`
	Uploads  int64 `json:"slow_uploads"`
	Readers  int64 `json:"slow_downloads"`
	Reopened int64 `json:"reopened"`
}

// hold keeps connections that do next to nothing: idle ones after one request, uploads that send a byte a second, and
// downloads that read a byte a second. It prints a line once all are up, and another when its input ends.
func hold(flags *flag.FlagSet, arguments []string) any {
	idle := flags.Int("idle", 0, "connections that are silent after a first request")
	uploads := flags.Int("slow-uploads", 0, "PATCH requests that send a byte a second")
	readers := flags.Int("slow-downloads", 0, "GET requests that read a byte a second")
	file := flags.String("file", "", "a line each: REPOSITORY LARGE-BLOB-DIGEST TOKEN")
	parse(flags, arguments)
	work := lines(*file, 3)
	h, stop := &holder{}, make(chan struct{})
	for i := range *idle {
		h.keep(&h.idle, stop, func(c *client, up func()) error { return c.beIdle(work[i%len(work)], up, stop) })
	}
	for i := range *uploads {
		h.keep(&h.uploads, stop, func(c *client, up func()) error { return c.drip(work[i%len(work)], up, stop) })
	}
	for i := range *readers {
		h.keep(&h.readers, stop, func(c *client, up func()) error { return c.sip(work[i%len(work)], up, stop) })
	}
	for h.idle.Load() < int64(*idle) || h.uploads.Load() < int64(*uploads) || h.readers.Load() < int64(*readers) {
		time.Sleep(20 * time.Millisecond)
	}
	ready := h.count()
	ready.Ready = true
	show(ready)
	_, _ = io.Copy(io.Discard, os.Stdin)
	end := h.count()
	close(stop)
	h.running.Wait()
	return end
}

type holder struct {
	idle, uploads, readers, reopened atomic.Int64
	running                          sync.WaitGroup
}

func (h *holder) count() held {
	return held{Idle: h.idle.Load(), Uploads: h.uploads.Load(), Readers: h.readers.Load(), Reopened: h.reopened.Load()}
}

// keep runs work, which says when it is up, again and again until stop.
func (h *holder) keep(up *atomic.Int64, stop chan struct{}, work func(*client, func()) error) {
	h.running.Add(1)
	go func() {
		defer h.running.Done()
		for {
			c, counted := newClient(4096), false
			err := work(c, func() { counted = true; up.Add(1) })
			c.close()
			if counted {
				up.Add(-1)
			}
			select {
			case <-stop:
				return
			default:
				h.reopened.Add(1)
				if err != nil && !counted {
					time.Sleep(100 * time.Millisecond) // refused: not a loop that eats the processor
				}
			}
		}
	}()
}

// beIdle makes a first request, so that the server knows the connection as a keep-alive one, and waits.
func (c *client) beIdle(to []string, up func(), stop chan struct{}) error {
	if err := c.want(200, nil, head("HEAD", "/v2/"+to[0]+"/blobs/"+to[1], to[2], 0)); err != nil {
		return err
	}
	up()
	return c.wait(stop)
}

// wait returns when the server closes the connection, or at stop.
func (c *client) wait(stop chan struct{}) error {
	if c.conn == nil {
		return io.EOF
	}
	conn := c.conn
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		_, _ = conn.Read(c.buffer)
	}()
	select {
	case <-stop:
		_ = conn.Close()
		<-closed
	case <-closed:
	}
	return nil
}

// drip starts an upload of a megabyte and sends a byte a second.
func (c *client) drip(to []string, up func(), stop chan struct{}) error {
	if err := c.want(202, nil, head("POST", "/v2/"+to[0]+"/blobs/uploads/", to[2], 0)); err != nil {
		return err
	}
	if err := c.open(); err != nil {
		return err
	}
	request := head("PATCH", place(c.answer.location), to[2], 1<<20, octets)
	if _, err := c.conn.Write(append(request, 'x')); err != nil {
		return err
	}
	up()
	return everySecond(stop, func() error {
		_, err := c.conn.Write([]byte("x"))
		return err
	})
}

// sip asks for a large blob and reads a byte a second, with a small receive buffer, so the server's side is full.
func (c *client) sip(to []string, up func(), stop chan struct{}) error {
	c.small = true
	if err := c.open(); err != nil {
		return err
	}
	if _, err := c.conn.Write(head("GET", "/v2/"+to[0]+"/blobs/"+to[1], to[2], 0)); err != nil {
		return err
	}
	if _, err := c.conn.Read(c.buffer[:1]); err != nil {
		return err
	}
	up()
	return everySecond(stop, func() error {
		_, err := c.conn.Read(c.buffer[:1])
		return err
	})
}

func everySecond(stop chan struct{}, work func() error) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return nil
		case <-tick.C:
			if err := work(); err != nil {
				return err
			}
		}
	}
}
