"""Sentences in six languages, of our own, and the encodings in which people keep each of them."""

from __future__ import annotations

from typing import NamedTuple


class Prose(NamedTuple):
    """A language's sentences, and the encodings in which texts of it are found."""

    sentences: tuple[str, ...]
    encodings: tuple[str, ...]


UNICODE = (
    "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be",
    "marked utf-16-le", "marked utf-16-be", "marked utf-32-le", "marked utf-32-be",
)  # fmt: skip

PROSE = {
    "en": Prose(
        (
            "The lamp on the desk was still warm when she came back.",
            "“Nobody reads letters any more,” he said – and opened one.",
            "Between two rainy weeks there was one clear Sunday, and we spent it on the roof.",
            "The café across the street closes at nine; its owner, a naïve optimist, never counts the money.",
            "Every gear in the old clock had a name, but only her grandfather knew them all.",
            "A small network can learn a rule that nobody has written down.",
            "How far is it to the harbour? Twelve minutes, if the bridge is down.",
            "They paid £40 for the boat and €3 for the paint.",
        ),
        (*UNICODE, "cp1252", "mac-roman"),
    ),
    "pt": Prose(
        (
            "A chuva começou antes do café, e ninguém saiu de casa até o almoço.",
            "Minha avó não sabia ler, mas contava histórias que não acabavam nunca.",
            "O ônibus das sete já vinha lotado, e o motorista assobiava uma canção antiga.",
            "— Você tem razão — disse ela —, só que razão não enche a panela.",
            "As crianças construíram um forte de caixas no corredor e proibiram a entrada dos irmãos.",
            "Às três da tarde o sol bate na parede e a sala inteira fica da cor do mel.",
            "Há uma rede pequena que aprende sozinha; a lição é dela, a paciência é nossa.",
            "São João, fogueira, milho, e o avô dançando com quem não queria dançar.",
        ),
        (*UNICODE, "latin-1", "cp1252", "cp850", "mac-roman"),
    ),
    "pl": Prose(
        (
            "Zażółć gęślą jaźń, mówił nauczyciel, i nikt nie wiedział dlaczego.",
            "W małym mieście pociąg zatrzymywał się tylko wtedy, gdy ktoś machał ręką.",
            "Książka leżała na półce obok słoików z miodem i czekała na deszcz.",
            "„Jutro będzie cieplej” – powtarzała ciotka przez całą zimę.",
            "Dzieci śmiały się głośno, a pies próbował złapać własny cień.",
            "Źródło było tuż za młynem, ale ścieżka dawno już zarosła.",
            "Każdy dzień zaczynał się od herbaty i od pytania o pogodę.",
        ),
        (*UNICODE, "cp1250", "iso8859-2", "cp852"),
    ),
    "ru": Prose(
        (
            "Утром в доме пахло хлебом, и никто не хотел вставать первым.",
            "Поезд остановился посреди поля, и стало слышно, как поют птицы.",
            "Бабушка говорила, что у каждого окна свой характер.",
            "Мы долго шли по берегу и молчали, потому что говорить было не о чем.",
            "«Завтра будет теплее», — сказал сосед и ошибся.",
            "Маленькая сеть учится угадывать следующую букву, и у неё это получается всё лучше.",
            "Ещё немного, и снег растает; ребёнок ждёт этого больше всех.",
        ),
        (*UNICODE, "cp1251", "koi8-r", "iso8859-5", "cp866"),
    ),
    "ja": Prose(
        (
            "朝になると、庭の木に小さな鳥が来て歌う。",
            "彼女は手紙を机の上に置いて、何も言わずに出かけた。",
            "雨の日には本を読み、晴れた日には川まで歩くことにしている。",
            "「明日はもっと早く起きよう」と毎晩思うのだが、なかなかできない。",
            "駅前のパン屋は七時に開くので、その前に着いても仕方がない。",
            "小さなネットワークが次の文字を当てようとして、少しずつ上手になっていく。",
            "猫は窓のそばで眠り、私はその音を聞きながら原稿を書いた。",
        ),
        (*UNICODE, "shift_jis", "euc_jp", "iso2022_jp"),
    ),
    "zh": Prose(
        (
            "早上下了一场小雨，院子里的花都开了。",
            "他把信放在桌子上，什么也没说就走了。",
            "我们沿着河边走了很久，谁也不想先回家。",
            "“明天会更好。”奶奶每天晚上都这样说。",
            "这个小小的网络学着猜下一个字，猜得越来越准。",
            "火车在山里停了十分钟，窗外只有风和树的声音。",
            "孩子们在雪地里画了一张很大的地图，然后忘记了怎么回去。",
        ),
        (*UNICODE, "gb18030"),
    ),
}  # fmt: skip
