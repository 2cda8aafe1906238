package main

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"
)

// A client is one keep-alive connection; it is opened when first used and again after the server closed it.
type client struct {
	conn    net.Conn
	answer  answer
	buffer  []byte
	discard bool // bodies with a length are dropped unread: no sink sees more than their beginning
	small   bool // ask the system for a tiny receive buffer, as a slow reader has
}

func newClient(buffer int) *client {
	return &client{buffer: make([]byte, buffer)}
}

func (c *client) open() error {
	if c.conn != nil {
		return nil
	}
	dialer := net.Dialer{}
	if c.small {
		dialer.Control = func(_, _ string, raw syscall.RawConn) error {
			return raw.Control(func(fd uintptr) {
				_ = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, 4096)
			})
		}
	}
	plain, err := dialer.Dial("tcp", address)
	if err != nil {
		return err
	}
	c.conn = plain
	if secure {
		c.conn = tls.Client(plain, &tls.Config{InsecureSkipVerify: true, DynamicRecordSizingDisabled: true})
	}
	return nil
}

func (c *client) close() {
	if c.conn != nil {
		_ = c.conn.Close()
		c.conn = nil
	}
}

// ask sends a request and reads the answer. Its body goes to sink, or nowhere; that of an error answer (400 and up)
// comes back as text.
func (c *client) ask(noBody bool, sink func([]byte), head []byte, body ...[]byte) (string, error) {
	if err := c.open(); err != nil {
		return "", err
	}
	sent := c.send(head, body)
	// A server that refuses a body answers before it has read it: the answer is worth more than the broken pipe.
	words, err := c.hear(noBody, sink)
	if err != nil && sent != nil {
		err = sent
	}
	return words, err
}

func (c *client) hear(noBody bool, sink func([]byte)) (string, error) {
	var words strings.Builder
	c.answer.again(noBody, func(piece []byte) {
		if c.answer.status >= 400 && words.Len() < 300 {
			words.Write(piece)
		} else if sink != nil {
			sink(piece)
		}
	})
	for {
		n, err := c.conn.Read(c.buffer)
		if n > 0 {
			done, wrong := c.answer.feed(c.buffer[:n])
			if wrong != nil {
				c.close()
				return "", wrong
			}
			for !done && c.discard && c.answer.inBody && !c.answer.chunked {
				var dropped int64
				dropped, err = c.drop(c.answer.left)
				if err != nil {
					break
				}
				c.answer.left -= dropped
				done = c.answer.left == 0
			}
			if done {
				if c.answer.closing {
					c.close()
				}
				return words.String(), nil
			}
		}
		if err != nil {
			c.close()
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return "", err
		}
	}
}

// want does ask and turns any other status into an error that says which request it was.
func (c *client) want(status int, sink func([]byte), head []byte, body ...[]byte) error {
	c.answer.status = 0
	words, err := c.ask(bytes.HasPrefix(head, []byte("HEAD ")), sink, head, body...)
	if err == nil && c.answer.status != status {
		err = fmt.Errorf("%d %s", c.answer.status, words)
	}
	if err != nil {
		first, _, _ := strings.Cut(string(head), "\r\n")
		return fmt.Errorf("%s: %w", first, err)
	}
	return nil
}
